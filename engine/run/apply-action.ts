import type { Certainty } from "#engine/core/change.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Outcome } from "#engine/core/event.js";
import { createReader } from "#engine/module/create-reader.js";
import type { Picture } from "#engine/module/picture.js";
import type { ErasedAction } from "#engine/module/erased.js";
import { failed, outcomeOf, unknownValues, type Job } from "./apply-task.js";
import { perform } from "./perform.js";

/**
 * An action has nothing to look at but its guard; a check run says that it would run, and what it would give is unknown. One that only reads is run
 * in a check as well, until something is predicted that it might read.
 */
export async function applyAction(job: Job, action: ErasedAction): Promise<Outcome> {
  const { host, input, check } = job;
  const { guarded, certainty, undecided } = await guard(job, action);
  if (undecided.length > 0) return { kind: "unknown", because: undecided.join("; ") };
  if (guarded !== undefined) return heldBack(guarded, job, { action, certainty });
  const reads = action.reads(input);
  if (check && !reads) return foretell(job, action, certainty);
  if (check && host.picture?.isEmpty === false) return unread(job, action, host.picture);
  if (!reads) host.touched();
  return actNow(job, action, certainty);
}

async function guard({ host, session, input }: Job, action: ErasedAction): Promise<{ guarded: string | undefined; certainty: Certainty; undecided: readonly string[] }> {
  const sense = createReader({ ask: (command) => session.run(command), read: (command) => session.read(command), picture: host.picture, facts: host.facts });
  const guarded = await action.guard(sense.reader, input);
  const after = sense.restsOn();
  return { guarded, undecided: sense.undecided(), certainty: after.length === 0 ? { level: "certain" } : { level: "assumed", after } };
}

function heldBack(why: string, { input }: Job, { action, certainty }: { readonly action: ErasedAction; readonly certainty: Certainty }): Outcome {
  return action.skips ? { kind: "skipped", why } : { kind: "ok", certainty, values: { ...nothingDone(why), ...action.unneeded(input) } };
}

/** What a guarded command registers, as Ansible has it: success, with the reason as its output. */
function nothingDone(reason: string): ValueMap {
  return { changed: false, msg: reason, rc: 0, stdout: reason, stderr: "", stdout_lines: [reason], stderr_lines: [] };
}

/** What a reading action would see is not there yet: it will run, and that is all that is known. */
function unread({ input, cause }: Job, action: ErasedAction, picture: Picture): Outcome {
  const certainty = { level: "assumed", after: picture.causes() } as const;
  const values = unknownValues(action, cause);
  return action.changes(input) ? { kind: "changed", applied: false, certainty, diff: [], values } : { kind: "ok", certainty, values };
}

function foretell({ host, session, input, cause }: Job, action: ErasedAction, certainty: Certainty): Outcome {
  host.picture?.predict(action.resource(input), undefined, cause);
  host.picture?.apply(action.effects(input), cause, session.user);
  host.touched();
  return { kind: "changed", applied: false, certainty, diff: [], values: unknownValues(action, cause) };
}

async function actNow({ session, input, environment }: Job, action: ErasedAction, certainty: Certainty): Promise<Outcome> {
  const { outputs, problem } = await perform(action.steps(input), session, environment);
  if (problem !== undefined && problem.reason !== "command-failed" && problem.reason !== "timed-out") return failed(problem);
  return outcomeOf(action.result(outputs, input), certainty);
}
