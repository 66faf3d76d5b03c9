import type { PlannedMeta, PlannedTask } from "#engine/plan/types.js";
import { allHold } from "./conditions.js";
import type { PlayRun } from "./context.js";
import { flushHandlers } from "./flush-handlers.js";
import type { HostRun } from "./host-run.js";
import { loginOf } from "./login.js";
import { scopeOf } from "./task-scope.js";

/** Carries out `meta`. flush_handlers, end_host and reset_connection are decided for each host; the others once, for the first host (Ansible: meta). */
export async function runMeta(run: PlayRun, { action, task }: PlannedMeta, hosts: readonly HostRun[]): Promise<void> {
  const [first] = hosts;
  if (action === "noop" || first === undefined) return;
  if (action === "flush_handlers") return flushHandlers(run, hosts.filter((host) => decided(run, task, host)));
  if (action === "end_host" || action === "reset_connection") {
    for (const host of hosts) if (decided(run, task, host)) await forHost(run, action, { task, host });
    return;
  }
  if (decided(run, task, first)) await forAll(run, action);
}

/** Whether the condition holds. Where a check run cannot know it, the rest of the play is uncertain for the host; where it cannot be made, the host fails. */
function decided(run: PlayRun, task: PlannedTask, host: HostRun): boolean {
  const verdict = allHold(task.keywords.when, scopeOf(run, task, host));
  if (!verdict.ok) {
    run.context.tell({ type: "warning", diagnostic: verdict.error });
    host.status = { kind: "failed", uncounted: true };
    return false;
  }
  if (verdict.value.kind === "unknown") host.undecided = verdict.value.because;
  return verdict.value.kind === "true";
}

async function forHost(run: PlayRun, action: "end_host" | "reset_connection", { task, host }: { task: PlannedTask; host: HostRun }): Promise<void> {
  if (action === "end_host") {
    host.leave();
    return;
  }
  const login = loginOf(run, task, { host, scope: scopeOf(run, task, host) });
  if (login.ok) await run.context.options.connections.forget(login.value.target);
  host.ahead.discard();
  host.reached.clear();
}

async function forAll(run: PlayRun, action: ForAll): Promise<void> {
  await FOR_ALL[action](run);
}

type ForAll = Exclude<PlannedMeta["action"], "noop" | "flush_handlers" | "end_host" | "reset_connection">;

const FOR_ALL: Readonly<Record<ForAll, (run: PlayRun) => void | Promise<void>>> = {
  end_play: (run) => {
    run.state.ended = true;
    leaveAll(run);
  },
  end_batch: leaveAll,
  clear_facts: async ({ batch, context }) => {
    for (const host of batch) {
      host.forgetFacts();
      await context.options.facts?.cache?.forget(host.name);
    }
  },
  clear_host_errors: ({ context }) => { for (const host of context.hosts) host.forgive(); },
  refresh_inventory: refresh,
};

function leaveAll({ batch }: PlayRun): void {
  for (const host of batch) host.leave();
}

/** The sources of the inventory are read again; what is wrong with them leaves it as it was. */
function refresh({ context }: PlayRun): void {
  const fresh = context.inventory.reload();
  if (fresh.ok) context.inventory = fresh.value;
  else for (const diagnostic of fresh.error) context.tell({ type: "warning", diagnostic });
}
