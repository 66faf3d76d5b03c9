import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import { Unknown } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, type Job } from "./apply-task.js";
import type { PlayRun } from "./context.js";
import { jobValues } from "./directives/async-status.js";
import type { Ending } from "./ending.js";
import { patiently } from "./patiently.js";
import { loginOf } from "./login.js";
import { live } from "./once.js";
import { renderedNumber } from "./rendered-number.js";
import { noSession, type Where } from "./session-for.js";
import { scopeOf } from "./task-scope.js";
import { TimeLimit } from "./time-limit.js";

/** How a task with `async` is run. */
export interface Background {
  /** How long it may take. */
  readonly seconds: number;
  /** false with `poll: 0`: the run goes on meanwhile. */
  readonly waits: boolean;
}

/** Ansible's default for `poll`. */
const POLL_SECONDS = 15;

/** What `async` and `poll` say (Ansible: "Asynchronous actions and polling"); undefined for a task without them. */
export function backgroundOf({ own }: PlannedTask, scope: Scope): Background | undefined {
  const seconds = renderedNumber(own.async, scope, 0);
  return seconds > 0 ? { seconds, waits: renderedNumber(own.poll, scope, POLL_SECONDS) > 0 } : undefined;
}

interface Launched {
  readonly where: Where;
  readonly job: Omit<Job, "session">;
  readonly seconds: number;
}

/**
 * Begins a task and leaves it to itself, over a connection of its own, so that neither waits for the other. It belongs to the run: the run
 * ends when the last of its tasks in the background has, or when their time is over.
 */
export async function launch(run: PlayRun, task: PlannedTask, { where, job, seconds }: Launched): Promise<Ending> {
  const { host, scope, delegated } = where;
  const certainty = { level: "certain" } as const;
  const finished = new Unknown(`how the background task "${job.cause}" fares`);
  if (job.check) return { kind: "changed", applied: false, certainty, diff: [], values: { ...jobValues("", finished), ansible_job_id: finished } };
  const login = await patiently(run.context, () => loginOf(run, task, { host, scope: delegated ? scopeOf(run, task, host) : scope }));
  if (!login.ok) return failed(login.error);
  const { target, become } = login.value;
  const session = await run.context.options.connections.session({ ...target, background: run.context.jobs.nextChannel() }, become);
  if (!session.ok) return withoutSession(session.error);
  const started = run.context.jobs.start(host.name, job.cause, live({ ...job, ahead: undefined }, session.value, new TimeLimit(seconds)));
  return { kind: "changed", applied: true, certainty, diff: [], values: jobValues(started.id, false) };
}

function withoutSession(why: Unreachable | BecomeProblem): Ending {
  const none = noSession(why);
  return none.kind === "problem" ? failed(none.problem) : none;
}

/** A task with `async` that was waited for, and came to its end, registers what a job does. */
export function polled(ending: Ending, id: string): Ending {
  const ended = ending.kind === "ok" || ending.kind === "changed" || (ending.kind === "failed" && ending.problem.reason === "command-failed");
  return ended ? { ...ending, values: { ...ending.values, ...jobValues(id, true) } } : ending;
}
