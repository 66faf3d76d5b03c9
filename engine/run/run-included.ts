import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import type { HostRun } from "./host-run.js";
import type { Inclusion } from "./included.js";
import { runItems } from "./run-items.js";
import { runTask } from "./run-task.js";

/** Runs a task, and what it brings where it is an include. The hosts on which it was begun. */
export async function runWhole(run: PlayRun, task: PlannedTask, hosts: readonly HostRun[], upcoming: readonly PlannedTask[]): Promise<ReadonlySet<HostRun>> {
  const begun = await runTask(run, task, hosts, upcoming);
  await runIncluded(run, task, hosts);
  return begun;
}

/** Runs what an include brought to hosts: item after item of its loop, and where hosts asked for different things, one of these after the other, as Ansible does. */
async function runIncluded(run: PlayRun, task: PlannedTask, hosts: readonly HostRun[]): Promise<void> {
  if (task.include === undefined) return;
  const stages = stagesOf(hosts).flatMap((stage) => [...stage]);
  // All that a loop includes is read before any of it is run, as in Ansible, and counts even for hosts that fail on the way.
  for (const [{ expanded }, members] of stages) {
    adopt(run, expanded);
    for (const host of expanded.counts ? members : []) host.count({ kind: "ok", certainty: { level: "certain" }, values: {} });
  }
  for (const [{ expanded }, members] of stages) await runItems(run, expanded.items, members.filter((host) => host.active));
}

/** What is to be run at each step of the loop, with the hosts that asked for it. Takes it from the hosts. */
function stagesOf(hosts: readonly HostRun[]): readonly ReadonlyMap<Inclusion, HostRun[]>[] {
  const stages = new Map<number, Map<Inclusion, HostRun[]>>();
  for (const host of hosts) {
    for (const { index, inclusion } of host.includes.splice(0)) {
      const stage = stages.get(index) ?? new Map<Inclusion, HostRun[]>();
      stages.set(index, stage);
      stage.set(inclusion, [...stage.get(inclusion) ?? [], host]);
    }
  }
  return [...stages].toSorted(([a], [b]) => a - b).map(([, stage]) => stage);
}

/** The handlers and public variables of an included role are the play's from now on. */
function adopt({ state, context }: PlayRun, { handlers, layers }: Inclusion["expanded"]): void {
  state.handlers.push(...handlers.filter((handler) => !state.handlers.includes(handler)));
  const fresh = layers.filter((layer) => !state.layers.includes(layer));
  if (fresh.length === 0) return;
  state.layers.push(...fresh);
  context.outdate();
}
