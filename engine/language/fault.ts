import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Source, Span } from "./source.js";

/** Why an expression has no value. It travels as a value through the closures and becomes a Diagnostic at the edge of the room. */
export class Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** Which part of the source is to blame; filled in by the innermost expression that knows. */
  readonly span: Span | undefined;
  /** A diagnostic that came from outside (another variable's template, a lookup) and already has its place. */
  readonly cause: Diagnostic | undefined;

  constructor(code: string, message: string, more: { hint?: string | undefined; span?: Span | undefined; cause?: Diagnostic } = {}) {
    this.code = code;
    this.message = message;
    this.hint = more.hint;
    this.span = more.span;
    this.cause = more.cause;
  }

  /** A diagnostic of another room, to be passed on as it is. */
  static from(cause: Diagnostic): Fault {
    return new Fault(cause.code, cause.message, { cause });
  }

  /** What another room says without a place of its own, such as why a regular expression does not work. */
  static of({ code, message, hint }: Diagnostic): Fault {
    return new Fault(code, message, { hint });
  }

  /** The same fault, blamed on this part unless a smaller part is blamed already. */
  at(span: Span): Fault {
    if (this.span !== undefined || this.cause?.place !== undefined) return this;
    return new Fault(this.code, this.message, { hint: this.hint, span, ...(this.cause && { cause: this.cause }) });
  }

  /** What the user is told. */
  diagnostic(source: Source): Diagnostic {
    if (this.cause?.place !== undefined) return this.cause;
    const place = source.place(this.span ?? { start: 0, end: source.text.length });
    return this.cause === undefined ? problemAt(this.code, this.message, { place, hint: this.hint }) : { ...this.cause, place };
  }
}

/** A value of the wrong type where another was needed. */
export function typeFault(message: string, hint?: string): Fault {
  return new Fault("type-error", message, { hint });
}
