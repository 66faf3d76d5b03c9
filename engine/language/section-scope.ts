import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { isMap, type Value } from "#engine/core/value.js";
import type { Scope } from "./scope.js";

/** The name under which the language knows mustache's `.`. */
export const ITEM = "_";

/** What a section sees: the keys of its item in front of the variables around it. */
export class SectionScope implements Scope {
  readonly #item: Value;
  readonly #around: Scope;

  constructor(item: Value, around: Scope) {
    this.#item = item;
    this.#around = around;
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    if (name === ITEM) return ok(this.#item);
    return isMap(this.#item) && Object.hasOwn(this.#item, name) ? ok(this.#item[name] ?? null) : this.#around.get(name);
  }

  names(): readonly string[] {
    return isMap(this.#item) ? [...Object.keys(this.#item), ...this.#around.names()] : this.#around.names();
  }

  lookup(plugin: string, terms: readonly Value[], options: Readonly<Record<string, Value>>, scope: Scope = this): Result<Value, Diagnostic> | undefined {
    return this.#around.lookup?.(plugin, terms, options, scope);
  }
}
