import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { evaluateFlag } from "./flag.js";
import type { HostRun } from "./host-run.js";
import { scopeOf } from "./task-scope.js";

/** Takes every host out of the play when any_errors_fatal or max_fail_percentage says so. Failed and unreachable hosts both count, against the hosts of the batch. */
export function skipRest(run: PlayRun, task: PlannedTask, hosts: readonly HostRun[]): void {
  const broken = run.batch.filter((host) => host.broken);
  if (broken.length === 0 || run.play.strategy === "free") return;
  if (run.rescuing === true && hosts.every((host) => host.status.kind !== "unreachable")) return; // the rescue takes over
  const limit = run.play.maxFailPercentage;
  const tooMany = limit !== undefined && broken.length * 100 > limit * run.batch.length;
  if (tooMany || (hosts.some((host) => host.broken) && isFatal(run, task, hosts))) run.state.aborted = true;
}

function isFatal(run: PlayRun, task: PlannedTask, [first]: readonly HostRun[]): boolean {
  return run.play.anyErrorsFatal || (first !== undefined && evaluateFlag(task.keywords.anyErrorsFatal, scopeOf(run, task, first), false));
}
