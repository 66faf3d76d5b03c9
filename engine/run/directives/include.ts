import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "../apply-task.js";
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
  return { kind: "ok", certainty: { level: "certain" }, values: valuesOf(task, turn) };
}

function valuesOf(task: PlannedTask, { params }: DirectiveTurn): Extract<Ending, { kind: "ok" }>["values"] {
  return task.module.name === "include_tasks" ? { include: params["file"] ?? null, include_args: {} } : { include_args: params };
}

function inclusionOf(run: PlayRun, task: PlannedTask, { params, item, undecided, key }: DirectiveTurn): { ok: true; value: Inclusion } | { ok: false; error: Extract<ReturnType<PlayRun["context"]["plan"]["expander"]["expand"]>, { ok: false }>["error"] } {
  const made = inclusionsOf(run, task);
  const known = made.find((each) => each.undecided === undecided && sameValue(each.params, params) && sameValue(Object.fromEntries(each.item), Object.fromEntries(item)));
  if (known !== undefined) return { ok: true, value: known };
  const layers = item.size === 0 ? [] : [{ origin: "loop of the include", level: 21.2, values: Object.fromEntries(item) }];
  const expanded = run.context.plan.expander.expand(task, { id: made.length === 0 ? key : `${key}~${String(made.length + 1)}`, params, layers, undecided });
  if (!expanded.ok) return expanded;
  const inclusion: Inclusion = { params, item, undecided, expanded: expanded.value };
  made.push(inclusion);
  return { ok: true, value: inclusion };
}

const inclusions = new WeakMap<PlayRun["state"], Map<string, Inclusion[]>>();

/** What a task included so far in this batch of the play. */
function inclusionsOf({ state }: PlayRun, { id }: PlannedTask): Inclusion[] {
  const all = inclusions.get(state) ?? new Map<string, Inclusion[]>();
  inclusions.set(state, all);
  const made = all.get(id) ?? [];
  all.set(id, made);
  return made;
}
