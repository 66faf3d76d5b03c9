import type { Value } from "#engine/core/value.js";
import { TemplateObject, type ObjectMethod } from "./template-object.js";

/** What `namespace()` gives: attributes that a template may set anew, also from within a loop. */
export class Namespace extends TemplateObject {
  constructor(attributes: Iterable<readonly [string, Value]>) {
    super();
    for (const [name, value] of attributes) this.define(name, value);
  }

  override get what(): string {
    return "a namespace";
  }

  /** `{% set ns.name = value %}`. */
  set(name: string, value: Value): void {
    this.define(name, value);
  }
}

/** What `cycler()` gives. */
export class Cycler extends TemplateObject {
  readonly #values: readonly Value[];
  #at = 0;

  constructor(values: readonly Value[]) {
    super();
    this.#values = values;
    this.#turn(0);
  }

  override get what(): string {
    return "a cycler";
  }

  override method(name: string): ObjectMethod | undefined {
    if (name === "reset") return () => { this.#turn(0); return null; };
    if (name !== "next") return undefined;
    return () => {
      const value = this.#values[this.#at] ?? null;
      this.#turn((this.#at + 1) % this.#values.length);
      return value;
    };
  }

  #turn(to: number): void {
    this.#at = to;
    this.define("current", this.#values[to] ?? null);
  }
}

/** What `joiner()` gives: nothing at its first call, the separator at the others. */
export class Joiner extends TemplateObject {
  readonly #separator: string;
  #used = false;

  constructor(separator: string) {
    super();
    this.#separator = separator;
  }

  override get what(): string {
    return "a joiner";
  }

  override call(): Value {
    const before = this.#used;
    this.#used = true;
    return before ? this.#separator : "";
  }
}
