/** Why the lab could not do what it was asked: a sentence, and what to do next. */
export interface LabFailure {
  readonly reason: "bad-input" | "cannot-work-here" | "step-failed";
  readonly message: string;
  readonly hint?: string;
}

/** The words cannot be understood: a host name, an address, a release. */
export function badInput(message: string, hint?: string): LabFailure {
  return failure("bad-input", message, hint);
}

/** This machine cannot have a lab: not root, not Debian, a tool that cannot be installed. */
export function cannotWork(message: string, hint?: string): LabFailure {
  return failure("cannot-work-here", message, hint);
}

/** A step that works elsewhere did not work this time. */
export function stepFailed(message: string, hint?: string): LabFailure {
  return failure("step-failed", message, hint);
}

function failure(reason: LabFailure["reason"], message: string, hint: string | undefined): LabFailure {
  return hint === undefined ? { reason, message } : { reason, message, hint };
}

/** A failure as the lines that a person reads. */
export function describeFailure(failure: LabFailure): string {
  return failure.hint === undefined ? failure.message : `${failure.message}\n${failure.hint}`;
}
