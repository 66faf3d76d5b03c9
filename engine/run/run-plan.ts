import type { Event, RunStatus } from "#engine/core/event.js";
import type { PlannedPlay, RunPlan } from "#engine/plan/types.js";
import { tasksOf } from "#engine/plan/walk.js";
import { RunContext, type Untimed } from "./context.js";
import { withoutCopy } from "./handler-key.js";
import { runPlay } from "./run-play.js";
import type { RunOptions } from "./run-options.js";

/** Runs a plan: plays in order, what happens told as events, the numbers of each host last. */
export async function runPlan(plan: RunPlan, options: RunOptions, emit: (event: Event) => void): Promise<RunStatus> {
  const start = Date.now();
  const context = new RunContext(plan, options, emit);
  context.tell({ type: "run-start", check: options.check, playbooks: plan.playbooks });
  for (const diagnostic of plan.warnings) context.tell({ type: "warning", diagnostic });
  const done: string[] = [];
  let goesOn = true;
  for (const planned of plan.plays) {
    const play = withHostsOfNow(context, planned);
    if (goesOn && !context.stopped) goesOn = await runPlay(context, play);
    else for (const name of play.hosts) context.host(name).notAttempted += tasksOf(play.items).length;
    if (!context.stopped) done.push(play.name);
  }
  await awaitJobs(context);
  if (context.stopped) context.tell(interruption(context, done));
  const status = statusOf(context);
  context.tell({ type: "run-end", seconds: (Date.now() - start) / 1000, status, recap: context.hosts.filter((host) => host.joined || host.broken || host.notAttempted > 0).map((host) => host.recap(options.check ? [] : [...new Set([...host.notified.keys(), ...host.unpaid].map(withoutCopy))])) });
  return status;
}

function interruption({ plan, cutShort, jobs }: RunContext, done: readonly string[]): Untimed {
  const left = jobs.running.map(({ host, id, task }) => ({ host, id, task }));
  return { type: "interrupted", done, notDone: plan.plays.slice(done.length).map((play) => play.name), cutShort, jobs: left };
}

/** Tasks in the background have until their time is over, also when nobody asks after them. */
async function awaitJobs({ jobs, options }: RunContext): Promise<void> {
  const { abandon, signal } = options;
  const given = new Promise<void>((resolve) => {
    for (const each of [signal, abandon]) each?.addEventListener("abort", () => { resolve(); });
    if (signal.aborted) resolve();
  });
  if (jobs.running.length > 0) await Promise.race([Promise.all(jobs.running.map((job) => job.end)), given]);
}

/** A play that comes after hosts or groups were added takes its hosts from what is there now. */
function withHostsOfNow(context: RunContext, play: PlannedPlay): PlannedPlay {
  if (context.inventory === context.plan.inventory) return play;
  const found = play.rematch(context.inventory);
  if (found.ok) return { ...play, ...found.value };
  for (const problem of found.error) context.warn(problem);
  return { ...play, hosts: [] };
}

/** An unreachable host weighs more than a failed one: nothing is known of it. */
function statusOf(context: RunContext): RunStatus {
  if (context.stopped) return "interrupted";
  if (context.hosts.some((host) => host.status.kind === "unreachable")) return "unreachable-hosts";
  return context.hosts.some((host) => host.status.kind === "failed") ? "failed-hosts" : "success";
}
