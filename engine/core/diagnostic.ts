import type { Place } from "./place.js";

/** Something wrong with what the user wrote, found before or while it is used. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** A stable word for the kind, such as "unknown-parameter". */
  readonly code: string;
  /** What happened, one sentence without a full stop at its end. */
  readonly message: string;
  /** What to do next, such as `Did you mean "proto"?`. */
  readonly hint?: string;
  readonly place?: Place;
}

/** An error diagnostic; `more` carries place and hint. */
export function problemAt(code: string, message: string, more: { place?: Place | undefined; hint?: string | undefined } = {}): Diagnostic {
  return {
    severity: "error", code, message,
    ...(more.place && { place: more.place }),
    ...(more.hint !== undefined && { hint: more.hint }),
  };
}

/** The same for something that is no error. */
export function warningAt(...given: Parameters<typeof problemAt>): Diagnostic {
  return asWarning(problemAt(...given));
}

/** A problem that keeps nobody from going on. */
export function asWarning(problem: Diagnostic): Diagnostic {
  return { ...problem, severity: "warning" };
}
