import { rolePrefixes } from "#engine/plan/plan-handlers.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { copyKey, handlerKey, isCopy, nearness, withoutCopy } from "./handler-key.js";
import type { HostRun } from "./host-run.js";
import { runWhole } from "./run-included.js";

/**
 * Runs what was notified, in the order in which handlers are written: a handler may notify later ones. Earlier ones wait for the next flush,
 * as in Ansible; at the `last` one of a play they run again from the top, where Ansible forgets them.
 */
export async function flushHandlers(run: PlayRun, hosts: readonly HostRun[], last = false): Promise<void> {
  for (let round = 0; round <= (last ? run.state.handlers.length : 0); round += 1) {
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
    if (!begun.has(host)) {
      host.notified.set(key, notified.get(host) ?? { certain: true });
    } else if (host.active) {
      host.unpaid.delete(key);
      if (!run.context.options.check) run.context.options.owed.paid(host.name, [withoutCopy(key)]);
    } else {
      host.unpaid.add(key); // in this run it is not tried again, unless it is notified anew
    }
  }
}

/**
 * The handlers that a name or topic stands for: all that listen to it, else the last one of that name (as Ansible has it). Of copies that
 * several includes of a role brought, those of the include that `task` stands in. `called`: what a handler's name comes to.
 */
export function handlersNamed(handlers: readonly PlannedTask[], name: string, { task, called }: { readonly task: PlannedTask; readonly called: (handler: PlannedTask) => string }): readonly PlannedTask[] {
  const listening = nearest(handlers.filter((handler) => handler.listen.includes(name)), task);
  const named = nearest(handlers.filter((handler) => ownNames(handler, called(handler)).includes(name)), task).at(-1);
  return [...new Set([...(named === undefined ? [] : [named]), ...listening])];
}

function ownNames({ role }: PlannedTask, name: string): readonly string[] {
  return role === undefined ? [name] : [name, ...rolePrefixes(role).map((each) => `${each} : ${name}`)];
}

/** Without copies of the same handler that are farther away. */
function nearest(handlers: readonly PlannedTask[], task: PlannedTask): readonly PlannedTask[] {
  const best = new Map<string, PlannedTask>();
  for (const handler of handlers) {
    const key = sameKey(handler);
    const known = best.get(key);
    if (known === undefined || nearness(handler, task) >= nearness(known, task)) best.set(key, handler);
  }
  return handlers.filter((handler) => best.get(sameKey(handler)) === handler);
}

/** Roles that stand in a play with different parameters have handlers of their own each. */
function sameKey(handler: PlannedTask): string {
  return isCopy(handler) ? handlerKey(handler) : `${handlerKey(handler)}\n${handler.role?.key ?? ""}`;
}
