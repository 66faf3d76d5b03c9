import type { Unreachable } from "#engine/core/problem.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import type { Ending } from "./ending.js";
import { loginOf } from "./login.js";
import type { HostTurn } from "./task-on-host.js";
import { scopeOf } from "./task-scope.js";

/**
 * `ignore_unreachable: true`: the task counts as ignored on the host it could not reach, what it registers says
 * `unreachable`, and the next task connects anew.
 */
export async function passOver(run: PlayRun, task: PlannedTask, { host }: HostTurn, cause: Unreachable): Promise<Ending> {
  const login = loginOf(run, task, { host, scope: scopeOf(run, task, host) });
  if (login.ok) await run.context.options.connections.forget(login.value.target);
  host.ahead.discard();
  host.reached.clear();
  if (task.own.register !== undefined) host.make(task.own.register, { unreachable: true, changed: false, msg: run.context.options.unreachableText?.(cause) ?? cause.reason });
  return { kind: "unreachable", cause, ignored: true };
}
