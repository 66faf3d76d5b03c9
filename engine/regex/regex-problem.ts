import type { Diagnostic } from "#engine/core/diagnostic.js";

/** A mistake in an expression or a replacement; a search that was given up; a text that would be too long. */
type Code = "bad-regex" | "slow-regex" | "too-large";

/** Why a regular expression, or a replacement, cannot be used. */
export class RegexProblem implements Diagnostic {
  readonly severity = "error";
  readonly code: Code;
  readonly message: string;
  declare readonly hint?: string;

  constructor(code: Code, message: string, hint?: string) {
    this.code = code;
    this.message = message;
    if (hint !== undefined) this.hint = hint;
  }
}
