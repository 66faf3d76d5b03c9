import { problemAt } from "#engine/core/diagnostic.js";
import type { PlannedPlay, PlannedTask } from "#engine/plan/types.js";
import { rememberingVars } from "#engine/plan/play-vars.js";
import { tasksOf } from "#engine/plan/walk.js";
import { batchesOf } from "./batches.js";
import type { PlayRun, RunContext } from "./context.js";
import { gatherFacts } from "./gather-facts.js";
import { copyKey, handlerKey, withoutCopy } from "./handler-key.js";
import type { HostRun } from "./host-run.js";
import { inOrder } from "./host-order.js";
import { RolesRun } from "./roles-run.js";
import { runWhole } from "./run-included.js";
import { forceHandlers, runItems } from "./run-items.js";

/** Runs a play batch after batch. false: a batch broke as a whole, or failures were fatal, which ends the run as in Ansible. */
export async function runPlay(context: RunContext, play: PlannedPlay): Promise<boolean> {
  const hosts = play.hosts.map((name) => context.host(name));
  const total = tasksOf(play.items).length;
  for (const host of hosts) {
    host.join();
    if (host.broken) host.notAttempted += total;
  }
  const ordered = inOrder(hosts, play.order);
  context.tell({ type: "play-start", play: play.name, hosts: ordered.filter((host) => host.active).map((host) => host.name), place: play.place });
  // Hosts that failed in an earlier play have their place in a batch all the same, as in Ansible.
  const batches = batchesOf(ordered, play.serial).map((batch) => batch.filter((host) => host.active)).filter((batch) => batch.length > 0);
  for (const [index, batch] of batches.entries()) {
    const run = startOf(context, play, batch);
    await runBatch(run);
    if (run.state.ended) return true;
    if (context.stopped || run.state.aborted || batch.every((host) => host.broken)) {
      for (const host of batches.slice(index + 1).flat()) giveUp(host, total);
      return false;
    }
  }
  return true;
}

function startOf(context: RunContext, play: PlannedPlay, batch: readonly HostRun[]): PlayRun {
  const state = { aborted: false, ended: false, handlers: [...play.handlers], layers: [], inclusions: new Map(), roles: new RolesRun(), forced: new Set<HostRun>(), readVars: rememberingVars() };
  return { context, play, batch, state, bases: new Map(), scopes: new Map() };
}

/** A host whose batch never came is out of the run: what follows would build on what was not done. */
function giveUp(host: HostRun, tasks: number): void {
  host.notAttempted += tasks;
  host.status = { kind: "failed" };
}

async function runBatch(run: PlayRun): Promise<void> {
  await gatherFacts(run);
  await payOwed(run);
  if (run.play.strategy === "free") await Promise.all(run.batch.map((host) => runItems(run, run.play.items, [host])));
  else await runItems(run, run.play.items, run.batch);
  if (run.state.aborted) await forceHandlers(run, run.batch);
}

/** Handlers that an earlier run left owing come first. One that fails now is tried again in its usual place: the play may first have to mend what it needs. */
async function payOwed(run: PlayRun): Promise<void> {
  const known = new Map(run.state.handlers.map((handler) => [handlerKey(handler), handler]));
  for (const host of run.batch) {
    const debts = Object.entries(run.context.options.owed.of(host.name)).filter(([key]) => known.has(key));
    const [first] = debts;
    if (!host.active || first === undefined) continue;
    run.context.tell({ type: "handlers-owed", host: host.name, handlers: debts.map(([key]) => key), since: first[1] });
    for (const [key] of debts) {
      const handler = known.get(key);
      if (handler !== undefined) host.notified.set(copyKey(handler), { certain: true });
    }
  }
  for (const handler of known.values()) {
    const due = run.context.stopped ? [] : run.batch.filter((host) => host.active && host.notified.has(copyKey(handler)));
    if (due.length > 0) await payFirst(run, handler, due);
  }
}

async function payFirst(run: PlayRun, handler: PlannedTask, hosts: readonly HostRun[]): Promise<void> {
  const key = copyKey(handler);
  const begun = await runWhole(run, handler, hosts, []);
  for (const host of hosts) {
    if (run.context.stopped && !(host.active && begun.has(host))) continue;
    if (host.active) {
      host.notified.delete(key);
      if (!run.context.options.check) run.context.options.owed.paid(host.name, [withoutCopy(key)]);
    } else if (host.status.kind === "failed") {
      host.rescued();
      run.context.warn(problemAt("owed-handler-failed", `"${withoutCopy(key)}" was owed to ${host.name} and failed; it is tried again when handlers run`, { place: handler.place }));
    }
  }
}
