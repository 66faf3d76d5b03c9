import type { PlannedBlock, PlannedItem, PlannedRolePart, PlannedTask } from "#engine/plan/types.js";
import { tasksOf } from "#engine/plan/walk.js";
import { comingUp } from "./coming-up.js";
import type { PlayRun } from "./context.js";
import { flushHandlers } from "./flush-handlers.js";
import type { HostRun } from "./host-run.js";
import { runWhole } from "./run-included.js";
import { runMeta } from "./run-meta.js";

/** What may be looked at ahead. */
type Coming = () => readonly PlannedTask[];

/** Runs items in order, each on all hosts before the next one (strategy linear). Hosts that fail drop out on the way. `beyond`: the tasks after them. */
export async function runItems(run: PlayRun, items: readonly PlannedItem[], hosts: readonly HostRun[], beyond: Coming = () => []): Promise<void> {
  for (const [index, item] of items.entries()) {
    const active = hosts.filter((host) => host.active);
    if (run.context.stopped || run.state.aborted) {
      notAttempted(items.slice(index), hosts);
      return;
    }
    notAttempted([item], hosts.filter((host) => host.broken));
    if (item.kind === "flush" && isForced(run)) await forceHandlers(run, hosts, item.last);
    else if (active.length > 0) await runItem(run, item, active, () => comingUp(items, index + 1, beyond));
  }
}

function isForced({ play, context }: PlayRun): boolean {
  return play.forceHandlers || context.options.forceHandlers === true;
}

/** force_handlers: hosts that failed in this part of the play get their handlers all the same, together with the others. */
export async function forceHandlers(run: PlayRun, hosts: readonly HostRun[], last = true): Promise<void> {
  if (!isForced(run)) return;
  const { forced } = run.state;
  const due = hosts.filter((host) => !forced.has(host));
  await withFailed(due, () => flushHandlers(run, due, last));
  for (const host of due) if (host.broken) forced.add(host);
}

async function runItem(run: PlayRun, item: PlannedItem, hosts: readonly HostRun[], coming: Coming): Promise<void> {
  switch (item.kind) {
    case "flush": return flushHandlers(run, hosts, item.last);
    case "meta": return runMeta(run, item, hosts);
    case "block": return runBlock(run, item, hosts);
    case "role": return runRole(run, item, hosts, coming);
    case "task":
      await runWhole(run, item, hosts, coming());
  }
}

function notAttempted(items: readonly PlannedItem[], hosts: readonly HostRun[]): void {
  const count = tasksOf(items).length;
  for (const host of hosts) host.notAttempted += count;
}

/** Ansible: a host that is through with a role, having done something in it, passes over the same role from then on. */
async function runRole(run: PlayRun, { key, again, items }: PlannedRolePart, hosts: readonly HostRun[], coming: Coming): Promise<void> {
  const { roles } = run.state;
  await runItems(run, items, again ? hosts : hosts.filter((host) => !roles.isThrough(host, key)), coming);
  for (const host of hosts) if (host.active) roles.through(host, key);
}

/** block, rescue, always. An unreachable host is not rescued: nothing can be run on it. */
async function runBlock(run: PlayRun, block: PlannedBlock, hosts: readonly HostRun[]): Promise<void> {
  await runItems(block.rescue.length > 0 ? { ...run, rescuing: true } : run, block.block, hosts);
  const broken = hosts.filter((host) => host.status.kind === "failed");
  if (block.rescue.length > 0 && broken.length > 0 && !run.context.stopped) {
    for (const host of broken) host.rescued();
    await runItems(run, block.rescue, broken);
  }
  if (block.always.length === 0) return;
  await withFailed(hosts, () => runItems(run, block.always, hosts.filter((host) => host.active)));
}

/** Lets hosts that failed take part all the same; afterwards they are what they were. */
async function withFailed(hosts: readonly HostRun[], act: () => Promise<void>): Promise<void> {
  const lost = hosts.filter((host) => host.status.kind === "failed").map((host) => [host, host.status] as const);
  for (const [host] of lost) host.status = { kind: "active" };
  await act();
  for (const [host, status] of lost) if (host.status.kind === "active") host.status = status;
}
