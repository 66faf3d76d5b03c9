import type { Outcome } from "#engine/core/event.js";
import type { Problem } from "#engine/core/problem.js";
import type { Certainty, Change } from "#engine/core/change.js";
import type { Session } from "#engine/connection/types.js";
import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { HostModule, Module, Plan, PlannedModule } from "#engine/module/erased.js";
import type { Effect } from "#engine/module/effect.js";
import type { Environment } from "./environment.js";
import type { HostRun } from "./host-run.js";
import { look, type Look, type Sight } from "./look.js";
import { applyAction } from "./apply-action.js";
import { perform } from "./perform.js";
import { settled } from "./settle.js";

/** One task (or one item of its loop) on one host, ready to be applied. */
export interface Job {
  readonly module: HostModule;
  readonly input: unknown;
  readonly host: HostRun;
  readonly session: Session;
  readonly check: boolean;
  /** The task's name: later predictions that rest on this one name it. */
  readonly cause: string;
  readonly environment: Environment;
  /** A look that was sent ahead and still holds. */
  readonly ahead: Promise<Look | undefined> | undefined;
}

/** The whole life of a task on a host: look, say, act, look again. Check mode is one `if`. */
export async function applyTask(job: Job): Promise<Outcome> {
  const { module, input } = job;
  if (module.kind === "action") return applyAction(job, module);
  const seen = await job.ahead ?? await look(module, input, sightOf(job));
  if (seen.found.kind === "answer") return answered(job, seen);
  const { plan } = seen.found;
  switch (plan.kind) {
    case "ok": return asItShouldBe(seen, plan);
    case "problem": return failed(plan.problem);
    case "missing": return unmet(job, plan);
    case "change": return job.check ? predict(job, plan, certaintyOf(seen)) : act(job, module as PlannedModule, plan);
  }
}

function asItShouldBe({ undecided, certainty }: Look, { values, skipped }: Extract<Plan, { kind: "ok" }>): Outcome {
  if (skipped !== undefined && undecided.length === 0) return { kind: "skipped", why: skipped };
  return undecided.length > 0 ? { kind: "unknown", because: undecided.join("; ") } : { kind: "ok", certainty, values };
}

/** What is needed to look at the job's host. */
export function sightOf({ session, host }: Job): Sight {
  return { session, picture: host.picture, facts: host.facts };
}

async function act(job: Job, module: PlannedModule, { change, values }: Extract<Plan, { kind: "change" }>): Promise<Outcome> {
  job.host.touched();
  const { problem } = await perform(change.steps, job.session, job.environment);
  if (problem !== undefined) return failed(problem);
  const left = await settled(module.settle, () => look(module, job.input, sightOf(job), true));
  // What only the host knows, such as the owner that a new file has.
  if (left.kind === "settled") return { kind: "changed", applied: true, certainty: { level: "certain" }, diff: change.diff, values: { ...left.values, ...known(values) } };
  return left.kind === "change" ? failed({ reason: "did-not-converge", resource: change.resource, left: left.change.diff }) : failed(left.problem);
}

/** What could not be known before is what the second look found. */
function known(values: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !(value instanceof Unknown)));
}

/** The host lacks something: in a check run an earlier predicted change may bring it; else it is the failure a real run would give. */
function unmet(job: Job, plan: Extract<Plan, { kind: "missing" }>): Outcome {
  const { picture } = job.host;
  if (!job.check || picture === undefined || picture.isEmpty) return failed(plan.problem);
  if (plan.assumed === undefined) return { kind: "unknown", because: `${plan.problem.reason === "missing" ? plan.problem.what : "something is missing"}, unless ${picture.causes().join(", ")} brings it` };
  return predict(job, { change: plan.assumed, effects: plan.effects, values: plan.values }, { level: "assumed", after: picture.causes() });
}

interface Predicted {
  readonly change: Change;
  readonly effects: readonly Effect[];
  readonly values: ValueMap;
}

function predict({ host, session, cause }: Job, { change, effects, values }: Predicted, certainty: Certainty): Outcome {
  host.picture?.predict(change.resource, change.after, cause);
  host.picture?.apply(effects, cause, session.user);
  host.touched();
  return { kind: "changed", applied: false, certainty, diff: change.diff, values };
}

function certaintyOf({ certainty, undecided }: Look): Certainty {
  if (undecided.length === 0) return certainty;
  return { level: "assumed", after: [...certainty.level === "assumed" ? certainty.after : [], ...undecided] };
}

function answered(job: Job, { found, certainty, undecided }: Look): Outcome {
  if (found.kind !== "answer") throw new Error("a query answers");
  const { answer } = found;
  if (answer.kind === "unknown") return { kind: "unknown", because: answer.because };
  if (answer.kind !== "answer") return job.check && answer.kind === "missing" && job.host.picture?.isEmpty === false ? { kind: "unknown", because: "what it needs may come with an earlier predicted change" } : failed(answer.problem);
  if (undecided.length > 0) return { kind: "unknown", because: undecided.join("; ") };
  return outcomeOf(answer.result, certainty);
}

/** The outcome that a finished action or query stands for. */
export function outcomeOf({ changed, values, problem }: ActionResult, certainty: Certainty): Outcome {
  if (problem !== undefined) return { kind: "failed", problem, values: { ...values, changed }, ignored: false, rescued: false };
  return changed ? { kind: "changed", applied: true, certainty, diff: [], values } : { kind: "ok", certainty, values };
}

/** What steers the run is done at once, in a check run as well: its outcome is certain. */
export function steered(values: ValueMap, changed = false): Outcome {
  return outcomeOf({ changed, values }, { level: "certain" });
}

/** A failure with nothing to register but itself. */
export function failed(problem: Problem): Extract<Outcome, { kind: "failed" }> {
  return { kind: "failed", problem, values: {}, ignored: false, rescued: false };
}

/** What a task that was only predicted registers: each key it would have is unknown. */
export function unknownValues(module: Module, cause: string): ValueMap {
  const because = new Unknown(`the result of "${cause}"`);
  return Object.fromEntries(Object.keys(module.returns ?? {}).map((key) => [key, because]));
}
