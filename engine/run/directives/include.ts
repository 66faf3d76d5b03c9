import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed, steered } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { Inclusion } from "../included.js";
import { sameValue } from "../same-value.js";
import type { DirectiveTurn } from "./carry-out.js";

/** include_tasks and include_role: what they name is read and planned, and run when all hosts are through with the include itself. */
export function include(run: PlayRun, task: PlannedTask, turn: DirectiveTurn): Ending {
  const found = inclusionOf(run, task, turn);
  if (!found.ok) return failed({ reason: "bad-input", diagnostics: found.error });
  turn.host.includes.push({ index: turn.index, inclusion: found.value });
  return steered(valuesOf(task, turn));
}

function valuesOf(task: PlannedTask, { params }: DirectiveTurn): ValueMap {
  return task.module.name === "include_tasks" ? { include: params["file"] ?? null, include_args: {} } : { include_args: params };
}

function inclusionOf(run: PlayRun, task: PlannedTask, { params, item, undecided, key }: DirectiveTurn): Result<Inclusion, readonly Diagnostic[]> {
  const made = inclusionsOf(run, task);
  const known = made.find((each) => each.undecided === undecided && sameValue(each.params, params) && sameValue(Object.fromEntries(each.item), Object.fromEntries(item)));
  if (known !== undefined) return ok(known);
  const expanded = run.context.plan.expander.expand(task, { id: made.length === 0 ? key : `${key}~${String(made.length + 1)}`, params, item: Object.fromEntries(item), undecided });
  if (!expanded.ok) return expanded;
  const inclusion: Inclusion = { params, item, undecided, expanded: expanded.value };
  made.push(inclusion);
  return ok(inclusion);
}

/** What a task included so far in this batch of the play. */
function inclusionsOf({ state }: PlayRun, { id }: PlannedTask): Inclusion[] {
  const made = state.inclusions.get(id) ?? [];
  state.inclusions.set(id, made);
  return made;
}
