import type { Outcome } from "#engine/core/event.js";
import type { Unreachable } from "#engine/core/problem.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "./apply-task.js";
import type { PlayRun } from "./context.js";
import { loginOf } from "./login.js";
import type { HostTurn } from "./task-on-host.js";
import { scopeOf } from "./task-scope.js";

/**
 * `ignore_unreachable: true`: the task counts as ignored on the host it could not reach, what it registers says
 * `unreachable`, and the next task connects anew.
 */
export async function passOver(run: PlayRun, task: PlannedTask, { host, name }: HostTurn, cause: Unreachable): Promise<Outcome> {
  const login = loginOf(run, task, { host, scope: scopeOf(run, task, host) });
  if (login.ok) await run.context.options.connections.forget(login.value.target);
  host.ahead.discard();
  host.reached.clear();
  run.context.tell({ type: "host-unreachable", host: host.name, cause, task: name });
  if (task.own.register !== undefined) host.make(task.own.register, { unreachable: true, changed: false, msg: cause.reason });
  return { ...failed({ reason: "refused", message: "the host is unreachable, which the task ignores" }), ignored: true };
}
