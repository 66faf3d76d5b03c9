import type { Diagnostic } from "#engine/core/diagnostic.js";
import { didYouMean } from "#engine/core/suggest.js";
import { Fault } from "./fault.js";
import type { Source, Span } from "./source.js";

/** What is missing. */
export interface Missing {
  /** A sentence, such as `"domain" is undefined`. */
  readonly message: string;
  readonly name: string;
  /** The names near it. */
  readonly known: () => readonly string[];
  readonly span: Span;
  readonly hint?: string | undefined;
  readonly quiet?: boolean;
  readonly source?: Source;
  /** A variable is there, but its own template needs one that is not: what is to be told of it. */
  readonly cause?: Diagnostic;
}

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
  readonly #source: Source | undefined;
  readonly #cause: Diagnostic | undefined;
  /** Whether `{{ }}` writes nothing for it: the value of an `if` without `else` whose condition is false, as in `{{ ',' if not loop.last }}`. */
  readonly quiet: boolean;

  constructor(missing: Missing) {
    this.quiet = missing.quiet === true;
    this.#source = missing.source;
    this.#cause = missing.cause;
    this.#message = missing.message;
    this.#name = missing.name;
    this.#known = missing.known;
    this.#span = missing.span;
    this.#hint = missing.hint;
  }

  /** The fault of using it. The names near it are only looked up here, since most undefined values meet a `default`. */
  fault(): Fault {
    if (this.#cause !== undefined) return Fault.from(this.#cause);
    const hint = this.#hint ?? didYouMean(this.#name, this.#known());
    const fault = new Fault("undefined-variable", this.#message, { hint, span: this.#span });
    return this.#source === undefined ? fault : Fault.from(fault.diagnostic(this.#source));
  }

  /** The same, to be carried to another file: its place is in this source. */
  within(source: Source): Undefined {
    if (this.#source !== undefined || this.#cause !== undefined) return this;
    return new Undefined({ message: this.#message, name: this.#name, known: this.#known, span: this.#span, hint: this.#hint, quiet: this.quiet, source });
  }
}
