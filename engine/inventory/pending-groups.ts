import type { Place } from "#engine/core/place.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { InventoryBuilder } from "./builder.js";

interface Mention {
  readonly name: string;
  /** The groups above it, where it was named as a child. */
  readonly parents: readonly string[];
  readonly place: Place;
}

/** Groups that an INI inventory speaks of before it says [group] or [group:children]: `[group:vars]`, and lines of other groups' children. */
export class PendingGroups {
  readonly #builder: InventoryBuilder;
  readonly #pending = new Map<string, Mention>();

  constructor(builder: InventoryBuilder) {
    this.#builder = builder;
  }

  /** [name] or [name:children]. */
  declare(name: string, place: Place): void {
    this.#builder.group(name, place);
    const mention = this.#pending.get(name);
    this.#pending.delete(name);
    for (const parent of mention?.parents ?? []) this.#builder.addChild(parent, name, mention?.place);
  }

  /** [name:vars]. */
  mention(name: string, place: Place): void {
    if (!this.#builder.groups.has(name) && !this.#pending.has(name)) this.#pending.set(name, { name, parents: [], place });
    this.#builder.group(name, place);
  }

  /** A line below [parent:children]. */
  child(parent: string, name: string, place: Place): void {
    if (this.#builder.groups.has(name)) {
      this.#builder.addChild(parent, name, place);
      return;
    }
    const known = this.#pending.get(name);
    this.#pending.set(name, known === undefined ? { name, parents: [parent], place } : { ...known, parents: [...known.parents, parent] });
  }

  /** Tells of those that never came. */
  report(): void {
    const known = [...this.#builder.groups.keys()].filter((name) => !this.#pending.has(name));
    for (const { name, parents, place } of this.#pending.values()) {
      const what = parents.length === 0 ? `there is no group "${name}" for these variables` : `there is no group "${name}" to stand below ${parents.join(" and ")}`;
      this.#builder.error("unknown-group", what, place, didYouMean(name, known) ?? `Add [${name}], if only as an empty section`);
    }
  }
}
