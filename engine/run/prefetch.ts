import { Unknown, type Value } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { allHold } from "./conditions.js";
import type { PlayRun } from "./context.js";
import { controlFor } from "./control.js";
import type { HostRun } from "./host-run.js";
import { extension, itemVariables } from "./item-variables.js";
import { look } from "./look.js";
import { loopItems } from "./loop-items.js";
import { parametersOf } from "./parameters.js";
import { loginOf } from "./login.js";
import { lookingUp } from "./lookup-mode.js";
import { sessionFor, shellName } from "./session-for.js";
import { scopeOf, type TaskScope } from "./task-scope.js";
import { unlessStale, whileFresh } from "./while-fresh.js";

/**
 * Sends the looks of coming tasks down the pipe while a task runs. It is a guess that costs nothing when wrong: a look counts only if,
 * at its task's turn, the parameters are the same and nothing on the host has changed since.
 */
export function readAhead(run: PlayRun, host: HostRun, { current, upcoming }: Coming): void {
  if (run.context.jobs.running.some((job) => job.host === host.name)) return; // it changes the host while nobody looks
  lookingUp(run.context, "ahead", () => { guess(run, host, { current, upcoming }); });
}

function guess(run: PlayRun, host: HostRun, { current, upcoming }: Coming): void {
  let left = host.ahead.width;
  const open = new Set([...host.reached, shellOf(run, current, host)]);
  for (const task of upcoming) {
    if (left <= 0) return;
    if (!host.ahead.begin(task.id) || !open.has(shellOf(run, task, host))) continue;
    for (const { key, scope } of itemsOf(run, task, host)) {
      if (left <= 0) return;
      left -= 1;
      send(run, task, { host, key, scope });
    }
  }
}

/** What is being run, and what of what comes after it may be looked at. */
export interface Coming {
  readonly current: PlannedTask;
  readonly upcoming: readonly PlannedTask[];
}

/** Only shells that are open already (or being opened for the task at hand) are used: another task's user may not exist yet. */
function shellOf(run: PlayRun, task: PlannedTask, host: HostRun): string | undefined {
  const login = loginOf(run, task, { host, scope: scopeOf(run, task, host) });
  return login.ok ? shellName(login.value) : undefined;
}

interface Item {
  readonly key: string;
  readonly scope: TaskScope;
}

function* itemsOf(run: PlayRun, task: PlannedTask, host: HostRun): Generator<Item> {
  const scope = scopeOf(run, task, host);
  if (task.own.loop === undefined) {
    yield { key: task.id, scope };
    return;
  }
  const items = loopItems(task.own.loop, scope, task.module.name);
  if (!items.ok || items.value instanceof Unknown) return;
  const list: readonly Value[] = items.value;
  const extended = extension(task, scope);
  for (const [index, item] of list.entries()) yield { key: `${task.id}:${index}`, scope: scope.with(itemVariables(task, item, { index, items: list, extended })) };
}

function send(run: PlayRun, task: PlannedTask, { host, key, scope }: Item & { host: HostRun }): void {
  const { module } = task;
  if (module.kind === "action" || module.kind === "directive") return;
  const holds = allHold(task.keywords.when, scope);
  if (!holds.ok || holds.value.kind !== "true") return;
  const params = parametersOf(task, scope, run.context.options.mask);
  if (!params.ok || params.value instanceof Unknown) return;
  const known = params.value;
  const { age } = host.ahead;
  host.ahead.put({ task: task.id, key, params: known }, async (turn) => {
    const prepared = await module.prepare(known, controlFor(run.play, task, scope, { digests: run.context.digests, rendering: (render) => lookingUp(run.context, "ahead", render) }));
    const session = await sessionFor(run, task, { host, scope, delegated: false });
    if (prepared.kind !== "input" || !session.ok || session.value.session === undefined || session.value.standIn) return undefined;
    const asking = whileFresh(session.value.session, { turn, isFresh: () => host.ahead.age === age });
    return unlessStale(look(module, prepared.input, { session: asking, picture: host.picture, facts: host.facts }));
  });
}
