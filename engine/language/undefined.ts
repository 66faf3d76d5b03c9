import { didYouMean } from "#engine/core/suggest.js";
import { Fault } from "./fault.js";
import type { Span } from "./source.js";

/**
 * What reading a variable or key that does not exist gives: only `default`, `is defined` and friends accept it,
 * every other use is a fault that names it. Reading further (`missing.a.b`) gives the same again.
 */
export class Undefined {
  /** What is missing, as a sentence, such as `"domain" is undefined`. */
  readonly #message: string;
  readonly #name: string;
  readonly #known: () => readonly string[];
  readonly #span: Span;
  readonly #hint: string | undefined;

  constructor(missing: { message: string; name: string; known: () => readonly string[]; span: Span; hint?: string }) {
    this.#message = missing.message;
    this.#name = missing.name;
    this.#known = missing.known;
    this.#span = missing.span;
    this.#hint = missing.hint;
  }

  /** The fault of using it. The names near it are only looked up here, since most undefined values meet a `default`. */
  fault(): Fault {
    const hint = this.#hint ?? didYouMean(this.#name, this.#known());
    return new Fault("undefined-variable", this.#message, { hint, span: this.#span });
  }
}
