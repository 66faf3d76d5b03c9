import type { MapNode, Node } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import { inherit } from "./keywords.js";
import type { ListPlace } from "./list-place.js";
import { listAt, nodeAt } from "./nodes.js";
import { planImport } from "./plan-import.js";
import { withKnown } from "./plan-include.js";
import { planMeta } from "./plan-meta.js";
import { planRoleImport } from "./plan-role-import.js";
import { planTask } from "./plan-task.js";
import type { PlannedItem } from "./types.js";

/** Plans a list of tasks and blocks. */
export function planItems(context: PlanContext, nodes: readonly Node[], place: ListPlace): readonly PlannedItem[] {
  return nodes.flatMap((node) => node.kind === "map" ? planItem(context, node, place) : []);
}

const IMPORT_TASKS = ["import_tasks", "ansible.builtin.import_tasks", "ansible.legacy.import_tasks"];
const IMPORT_ROLE = ["import_role", "ansible.builtin.import_role", "ansible.legacy.import_role"];

function planItem(context: PlanContext, map: MapNode, place: ListPlace): readonly PlannedItem[] {
  if (nodeAt(map, "block") !== undefined) return [planBlock(context, map, place)];
  const file = keyOf(map, IMPORT_TASKS);
  if (file !== undefined) return planImport(context, map, { key: file, place });
  const role = keyOf(map, IMPORT_ROLE);
  if (role !== undefined) return planRoleImport(context, map, { key: role, place });
  const task = planTask(context, map, place);
  if (task === undefined) return [];
  if (task.module.name === "meta" && task.module.kind === "directive") return planMeta(task);
  return [withKnown(context, map, { task, place })];
}

function keyOf(map: MapNode, keys: readonly string[]): string | undefined {
  return keys.find((key) => nodeAt(map, key) !== undefined);
}

function planBlock(context: PlanContext, map: MapNode, place: ListPlace): PlannedItem {
  const inside = { ...place, keywords: inherit(place.keywords, map, { origin: "block vars", level: 16 }) };
  return {
    kind: "block", place: map.place,
    block: planItems(context, listAt(map, "block"), inside),
    rescue: planItems(context, listAt(map, "rescue"), inside),
    always: planItems(context, listAt(map, "always"), inside),
  };
}
