import { scalarText, Unknown, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { Job } from "../background-jobs.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { DirectiveTurn } from "./carry-out.js";

/** async_status: how a task in the background fares. A failure of the task is a failure here. */
export function asyncStatus({ context }: PlayRun, _task: PlannedTask, { host, params }: DirectiveTurn): Ending {
  const id = scalarText(params["jid"] ?? null) ?? "";
  const job = context.jobs.find(host.name, id);
  if (job === undefined) return failed({ reason: "refused", message: `there is no background task "${id}" of ${host.name} in this run`, hint: "Give jid the ansible_job_id that a task with `async` and `poll: 0` registered on the same host" });
  if (params["mode"] !== "cleanup") return fareOf(job);
  context.jobs.forget(id);
  return steered({ ansible_job_id: id, erased: id });
}

function fareOf({ id, ended }: Job): Ending {
  if (ended === undefined) return steered(jobValues(id, false));
  switch (ended.kind) {
    case "ok":
    case "changed":
    case "failed": return { ...ended, values: { ...ended.values, ...jobValues(id, true) } };
    case "skipped": return steered(jobValues(id, true));
    case "unknown":
    case "unreachable": return ended;
  }
}

/** What everything about a job has in common; booleans, as from ansible-core 2.19 on, so that `until: job.finished` is a condition. */
export function jobValues(id: string, finished: boolean | Unknown): ValueMap {
  return { ansible_job_id: id, started: true, finished };
}
