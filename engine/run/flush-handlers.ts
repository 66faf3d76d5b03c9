import { namesOf } from "#engine/plan/plan-handlers.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { copyKey, handlerKey, nearness, withoutCopy } from "./handler-key.js";
import type { HostRun } from "./host-run.js";
import { runWhole } from "./run-included.js";

/** Runs what was notified, in the order in which handlers are written, and again from the top as long as one was notified too late: a handler may notify others. */
export async function flushHandlers(run: PlayRun, hosts: readonly HostRun[]): Promise<void> {
  for (let round = 0; round <= run.state.handlers.length; round += 1) {
    let ran = false;
    for (const handler of [...run.state.handlers]) {
      const due = run.context.stopped ? [] : hosts.filter((host) => host.active && host.notified.has(copyKey(handler)));
      if (due.length === 0) continue;
      ran = true;
      await runHandler(run, handler, due);
    }
    if (!ran) return;
  }
}

async function runHandler(run: PlayRun, handler: PlannedTask, hosts: readonly HostRun[]): Promise<void> {
  const key = copyKey(handler);
  const notified = new Map(hosts.map((host) => [host, host.notified.get(key)]));
  for (const host of hosts) host.notified.delete(key);
  const begun = await runWhole(run, handler, hosts, []);
  for (const host of hosts) {
    if (host.active && begun.has(host)) {
      if (!run.context.options.check) run.context.options.owed.paid(host.name, [withoutCopy(key)]);
    } else {
      host.notified.set(key, notified.get(host) ?? { certain: true }); // it failed, or was not begun: it is still owed
    }
  }
}

/**
 * The handlers that a name or topic stands for: all that listen to it, else the last one of that name (as Ansible has it). Of copies that
 * several includes of a role brought, those of the include that `task` stands in.
 */
export function handlersNamed(handlers: readonly PlannedTask[], name: string, task: PlannedTask): readonly PlannedTask[] {
  const listening = nearest(handlers.filter((handler) => handler.listen.includes(name)), task);
  const named = nearest(handlers.filter((handler) => namesOf(handler).slice(0, handler.role === undefined ? 1 : 2).includes(name)), task).at(-1);
  return [...new Set([...(named === undefined ? [] : [named]), ...listening])];
}

/** Without copies of the same handler that are farther away. */
function nearest(handlers: readonly PlannedTask[], task: PlannedTask): readonly PlannedTask[] {
  const best = new Map<string, PlannedTask>();
  for (const handler of handlers) {
    const key = handlerKey(handler);
    const known = best.get(key);
    if (known === undefined || nearness(handler, task) >= nearness(known, task)) best.set(key, handler);
  }
  return handlers.filter((handler) => best.get(handlerKey(handler)) === handler);
}
