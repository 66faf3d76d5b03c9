import type { Outcome } from "#engine/core/event.js";
import { createReader } from "#engine/module/create-reader.js";
import type { ErasedAction } from "#engine/module/contract.js";
import { failed, outcomeOf, unknownValues, type Job } from "./apply-task.js";
import { perform } from "./perform.js";

/** An action has nothing to look at but its guard; a check run says that it would run, and what it would give is unknown. */
export async function applyAction(job: Job, action: ErasedAction): Promise<Outcome> {
  const { host, session, input, check } = job;
  const sense = createReader({ ask: (command) => session.run(command), read: (command) => session.read(command), picture: host.picture, facts: host.facts });
  const guarded = await action.guard(sense.reader, input);
  const undecided = sense.undecided();
  const after = sense.restsOn();
  if (undecided.length > 0) return { kind: "unknown", because: undecided.join("; ") };
  const certainty = after.length === 0 ? { level: "certain" as const } : { level: "assumed" as const, after };
  if (guarded !== undefined) return { kind: "ok", certainty, values: { changed: false, msg: guarded, rc: 0, stdout: guarded, stderr: "", stdout_lines: [guarded], stderr_lines: [], skipped: true } };
  const reads = action.reads(input);
  if (check && !reads) {
    host.picture?.predict(action.resource(input), undefined, job.cause);
    host.picture?.apply(action.effects(input), job.cause);
    host.touched();
    return { kind: "changed", applied: false, certainty, diff: [], values: unknownValues(action, job.cause) };
  }
  if (check && host.picture?.isEmpty === false) return { kind: "unknown", because: `it reads what ${host.picture.causes().join(", ")} would change first` };
  if (!reads) host.touched();
  const { outputs, problem } = await perform(action.steps(input), session, job.environment);
  if (problem !== undefined && problem.reason !== "command-failed" && problem.reason !== "timed-out") return failed(problem);
  return outcomeOf(action.result(outputs, input), certainty);
}
