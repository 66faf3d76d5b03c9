import { problemAt } from "#engine/core/diagnostic.js";
import { tasksOf } from "#engine/plan/walk.js";
import { comingUp } from "./coming-up.js";
import type { PlayRun } from "./context.js";
import { gathers } from "./fact-cache.js";
import type { HostRun } from "./host-run.js";
import { runTask } from "./run-task.js";

/**
 * The facts of a play's hosts: those that the run or the cache has already are not asked for again, unless the setting `gathering` says so.
 * A play without tasks needs none.
 */
export async function gatherFacts(run: PlayRun): Promise<void> {
  const { facts, items, gatherFacts: said } = run.play;
  if (facts === undefined || tasksOf(items).length === 0) return;
  const gathering = run.context.options.facts?.gathering ?? "smart";
  const wanting: HostRun[] = [];
  for (const host of run.batch) if (gathers(gathering, { said, known: await known(run, host) })) wanting.push(host);
  if (wanting.length === 0) return;
  await runTask(run, facts, wanting, comingUp(items, 0));
  for (const host of wanting) await keepFactsOf(run, host);
}

/** Whether the facts that a play gathers are there, be it from the cache; some, of set_fact or a part of setup, are not enough. */
async function known({ context }: PlayRun, host: HostRun): Promise<boolean> {
  if (host.gathered) return true;
  const cached = await context.options.facts?.cache?.read(host.name);
  if (cached?.kind === "fresh") {
    host.learn(cached.facts);
    host.gathered = true;
  }
  if (cached?.kind === "broken") {
    context.warn(problemAt("fact-cache", `the facts of ${host.name} that were kept in ${cached.path} cannot be used: ${cached.why}`, { hint: "They are gathered again" }));
  }
  return cached?.kind === "fresh";
}

/** Keeps what is known of a host for the next run; what a check run predicts is not known. */
export async function keepFactsOf({ context }: PlayRun, host: HostRun): Promise<void> {
  if (!host.active || Object.keys(host.facts).length === 0 || host.picture?.isEmpty === false) return;
  const kept = await context.options.facts?.cache?.write(host.name, host.facts);
  if (kept?.kind === "failed") context.warn(problemAt("fact-cache", `the facts of ${host.name} cannot be kept in ${kept.path}: ${kept.why}`));
}
