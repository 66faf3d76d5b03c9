import { isMap } from "#engine/core/value.js";
import { entryOf } from "#engine/core/node.js";
import { placeOfTask } from "#engine/plan/source-paths.js";
import { loadIncluded } from "#engine/plan/included-vars.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { DirectiveTurn } from "./carry-out.js";

/** include_vars: the variables of files hold for the host from now on. */
export function includeVars(run: PlayRun, task: PlannedTask, { host, params }: DirectiveTurn): Ending {
  const at = (entryOf(task.args, "file") ?? entryOf(task.args, "dir"))?.value.place ?? task.place;
  const loaded = loadIncluded(params, { from: placeOfTask(task, run.play.playbookDir), include: task.place, at });
  if (!loaded.ok) return failed({ reason: "bad-input", diagnostics: loaded.error });
  const { vars, files, shown } = loaded.value;
  host.load({ origin: `include_vars ${files.join(", ")}`, level: 18, vars });
  return steered({ ansible_facts: isMap(shown) ? shown : {}, ansible_included_var_files: files });
}
