import { inspect } from "node:util";
import type { Diagnostic } from "./diagnostic.js";

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
 * Thrown where a secret is read that cannot be opened, as an encrypted value without its password. Filters, tests and operators read secrets in a
 * hundred places, and most of them never meet a closed one: engine/language (evaluate, template) and engine/run (once) turn it into its diagnostic.
 */
export class ClosedSecret extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
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
  #whyClosed: (() => Diagnostic | undefined) | undefined;

  constructor(value: string) {
    super();
    this.#value = value;
  }

  /**
   * An encrypted value, which is only opened when somebody needs it: decrypting takes time, many are never used, and nobody has to know the
   * passwords of those. `whyClosed` tells why it cannot be opened; `make` is asked after that.
   */
  static later(make: () => string, whyClosed: () => Diagnostic | undefined): Secret {
    const secret = new Secret("");
    secret.#value = make;
    secret.#whyClosed = whyClosed;
    return secret;
  }

  /** A value that cannot be had for this reason: it may be handed on, and whoever opens it is told. */
  static closed(why: Diagnostic): Secret {
    return Secret.later(() => "", () => why);
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

  /** Whether it was encrypted by itself (`!vault`), opened by now or not. */
  get isEncrypted(): boolean {
    return this.#whyClosed !== undefined;
  }

  /** Why it cannot be opened; undefined for a secret that can be read. */
  get closed(): Diagnostic | undefined {
    return typeof this.#value === "function" ? this.#whyClosed?.() : undefined;
  }

  /** The value itself. See the class for who may ask. Throws ClosedSecret where it cannot be opened. */
  reveal(): string {
    if (typeof this.#value !== "function") return this.#value;
    const { closed } = this;
    if (closed !== undefined) throw new ClosedSecret(closed);
    this.#value = this.#value();
    return this.#value;
  }
}
