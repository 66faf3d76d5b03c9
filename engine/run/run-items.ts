import type { PlannedBlock, PlannedItem, PlannedTask } from "#engine/plan/types.js";
import { tasksOf } from "#engine/plan/walk.js";
import { comingUp } from "./coming-up.js";
import type { PlayRun } from "./context.js";
import { flushHandlers } from "./flush-handlers.js";
import type { HostRun } from "./host-run.js";
import { runWhole } from "./run-included.js";
import { runMeta } from "./run-meta.js";

/** Runs items in order, each on all hosts before the next one (strategy linear). Hosts that fail drop out on the way. */
export async function runItems(run: PlayRun, items: readonly PlannedItem[], hosts: readonly HostRun[]): Promise<void> {
  for (const [index, item] of items.entries()) {
    const active = hosts.filter((host) => host.active);
    if (run.context.stopped || run.state.aborted) {
      notAttempted(items.slice(index), hosts);
      return;
    }
    notAttempted([item], hosts.filter((host) => host.broken));
    if (active.length > 0) await runItem(run, item, active, () => comingUp(items, index + 1));
  }
}

async function runItem(run: PlayRun, item: PlannedItem, hosts: readonly HostRun[], coming: () => readonly PlannedTask[]): Promise<void> {
  switch (item.kind) {
    case "flush": return flushHandlers(run, hosts);
    case "meta": return runMeta(run, item, hosts);
    case "block": return runBlock(run, item, hosts);
    case "task":
      await runWhole(run, item, hosts, coming());
  }
}

function notAttempted(items: readonly PlannedItem[], hosts: readonly HostRun[]): void {
  const count = tasksOf(items).length;
  for (const host of hosts) host.notAttempted += count;
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
  const lost = hosts.filter((host) => host.status.kind === "failed");
  for (const host of lost) host.status = { kind: "active" };
  await runItems(run, block.always, hosts.filter((host) => host.active));
  for (const host of lost) if (host.active) host.status = { kind: "failed" };
}
