import type { Place } from "./place.js";

/** How much a finding matters: an error would stop a run or break it, a warning is likely to hurt, a hint is a matter of care. */
export type Severity = "error" | "warning" | "hint";

/** Something that `tsplay lint` found. */
export interface Finding {
  /** The name of the rule, by which it is switched off. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is there, one sentence without a full stop at its end. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly place?: Place;
}
