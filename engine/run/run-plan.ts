import type { Event, RunStatus } from "#engine/core/event.js";
import type { RunPlan } from "#engine/plan/types.js";
import { tasksOf } from "#engine/plan/walk.js";
import { RunContext } from "./context.js";
import { runPlay } from "./run-play.js";
import type { RunOptions } from "./run-options.js";

/** Runs a plan: plays in order, what happens told as events, the numbers of each host last. */
export async function runPlan(plan: RunPlan, options: RunOptions, emit: (event: Event) => void): Promise<RunStatus> {
  const start = Date.now();
  const context = new RunContext(plan, options, emit);
  context.tell({ type: "run-start", check: options.check, playbooks: plan.playbooks });
  for (const diagnostic of plan.warnings) context.tell({ type: "warning", diagnostic });
  const done: string[] = [];
  for (const play of plan.plays) {
    if (context.stopped) for (const name of play.hosts) context.host(name).notAttempted += tasksOf(play.items).length;
    else await runPlay(context, play);
    if (!context.stopped) done.push(play.name);
  }
  if (context.stopped) context.tell({ type: "interrupted", done, notDone: plan.plays.slice(done.length).map((play) => play.name) });
  const status = statusOf(context);
  context.tell({ type: "run-end", seconds: (Date.now() - start) / 1000, status, recap: context.hosts.map((host) => host.recap(options.check ? [] : [...host.notified.keys()])) });
  return status;
}

/** An unreachable host weighs more than a failed one: nothing is known of it. */
function statusOf(context: RunContext): RunStatus {
  if (context.stopped) return "interrupted";
  if (context.hosts.some((host) => host.status.kind === "unreachable")) return "unreachable-hosts";
  return context.hosts.some((host) => host.status.kind === "failed") ? "failed-hosts" : "success";
}
