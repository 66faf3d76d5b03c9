import { inspect } from "node:util";

/**
 * A value that must never be shown. It prints as ***, and whatever is made from it is a secret again.
 * Only engine/connection (which hands it to a host), engine/core/mask (which looks for it in what leaves the process) and
 * pure code that compares digests may call `reveal`.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret made of several parts, some of them secret: what `"{{ user }}:{{ password }}"` gives. */
  static join(parts: readonly (string | Secret)[]): Secret {
    return new Secret(parts.map((part) => (part instanceof Secret ? part.#value : part)).join(""));
  }

  /** A secret computed from this one, such as its hash or a part of it. */
  derive(change: (value: string) => string): Secret {
    return new Secret(change(this.#value));
  }

  /** Whether two secrets hide the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** The value itself. See the class for who may ask. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "***";
  }

  toJSON(): string {
    return "***";
  }

  [inspect.custom](): string {
    return "***";
  }
}
