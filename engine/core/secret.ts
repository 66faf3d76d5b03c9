import { inspect } from "node:util";

/** Something that prints as ***, however it is printed. */
export abstract class Hidden {
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

/**
 * A value that must never be shown. It prints as ***, and whatever is made from it is a secret again.
 * Only engine/connection (which hands it to a host), engine/core/mask (which looks for it in what leaves the process),
 * engine/schema/open-secrets (for modules that know nothing of secrets, once the mask has learned it), engine/inventory/variable-reader
 * (for names and ports of connections), engine/load/vault and pure code that compares digests may call `reveal`.
 */
export class Secret extends Hidden {
  #value: string | (() => string);

  constructor(value: string) {
    super();
    this.#value = value;
  }

  /** A secret that is only fetched when somebody needs it: decrypting takes time, and many are never used. */
  static later(make: () => string): Secret {
    const secret = new Secret("");
    secret.#value = make;
    return secret;
  }

  /** The secret made of several parts, some of them secret: what `"{{ user }}:{{ password }}"` gives. */
  static join(parts: readonly (string | Secret)[]): Secret {
    return new Secret(parts.map((part) => (part instanceof Secret ? part.reveal() : part)).join(""));
  }

  /** A secret computed from this one, such as its hash or a part of it. */
  derive(change: (value: string) => string): Secret {
    return new Secret(change(this.reveal()));
  }

  /** Whether two secrets hide the same value. */
  equals(other: Secret): boolean {
    return this === other || this.reveal() === other.reveal();
  }

  /** The value itself. See the class for who may ask. */
  reveal(): string {
    if (typeof this.#value === "function") this.#value = this.#value();
    return this.#value;
  }
}
