import { dirname, resolve } from "node:path";
import type { MapNode, Node } from "#engine/core/node.js";
import { loadTasksFile } from "#engine/load/role.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import type { PlanContext } from "./context.js";
import { inherit } from "./keywords.js";
import { listAt, mapAt, nodeAt, textAt } from "./nodes.js";
import { planRoles } from "./plan-role.js";
import { planTask, type Surroundings } from "./plan-task.js";
import type { PlannedItem } from "./types.js";

/** Where a list of tasks stands. */
export interface ListPlace extends Surroundings {
  /** The folder that import_tasks names files in. */
  readonly dir: string;
  readonly playbookDir: string;
  /** Files and roles being read right now, outermost first: what finds a cycle. */
  readonly trail: readonly string[];
}

/** Plans a list of tasks and blocks. */
export function planItems(context: PlanContext, nodes: readonly Node[], place: ListPlace): readonly PlannedItem[] {
  return nodes.flatMap((node) => node.kind === "map" ? planItem(context, node, place) : []);
}

/** Other spellings lead to the same planner: an include that names its file plainly is an import here. */
const IMPORTS = ["import_tasks", "include_tasks", "ansible.builtin.import_tasks", "ansible.builtin.include_tasks"];
const ROLE_IMPORTS = ["import_role", "include_role", "ansible.builtin.import_role", "ansible.builtin.include_role"];

function planItem(context: PlanContext, map: MapNode, place: ListPlace): readonly PlannedItem[] {
  if (nodeAt(map, "block") !== undefined) return [planBlock(context, map, place)];
  if (nodeAt(map, "meta") !== undefined) return planMeta(context, map);
  const imported = IMPORTS.map((key) => [key, nodeAt(map, key)] as const).find(([, node]) => node !== undefined);
  if (imported?.[1] !== undefined) return planImport(context, map, { node: imported[1], place });
  const role = ROLE_IMPORTS.map((key) => nodeAt(map, key)).find((node) => node !== undefined);
  if (role !== undefined) return planRoleImport(context, map, { node: role, place });
  const task = planTask(context, map, place);
  return task === undefined ? [] : [task];
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

function planMeta(context: PlanContext, map: MapNode): readonly PlannedItem[] {
  const action = textAt(map, "meta");
  if (action === "flush_handlers") return [{ kind: "flush" }];
  if (action !== "noop") context.error("unsupported-meta", `meta: ${action ?? ""} is not supported yet`, nodeAt(map, "meta")?.place ?? map.place, "This version knows flush_handlers and noop");
  return [];
}

interface Import {
  readonly node: Node;
  readonly place: ListPlace;
}

function planImport(context: PlanContext, map: MapNode, { node, place }: Import): readonly PlannedItem[] {
  const name = node.kind === "map" ? textAt(node, "file") : node.kind === "scalar" ? String(node.value) : undefined;
  if (name === undefined || name.includes("{{") || nodeAt(map, "loop") !== undefined) {
    context.error("dynamic-include", "a file of tasks must be named plainly, without templates or loops, in this version", node.place, "Name the file, and put the condition in `when`");
    return [];
  }
  const file = resolve(place.dir, name);
  if (place.trail.includes(file)) {
    context.error("import-cycle", `${name} imports itself: ${[...place.trail, file].join(" -> ")}`, node.place);
    return [];
  }
  const loaded = loadTasksFile(file, node.place);
  if (!loaded.ok) {
    context.report(...loaded.error);
    return [];
  }
  context.report(...checkTasks(loaded.value));
  const keywords = inherit(place.keywords, map, { origin: "vars of import_tasks", level: 21 });
  return planItems(context, loaded.value?.items ?? [], { ...place, keywords, dir: dirname(file), trail: [...place.trail, file] });
}

function planRoleImport(context: PlanContext, map: MapNode, { node, place }: Import): readonly PlannedItem[] {
  const name = node.kind === "map" ? nodeAt(node, "name") : undefined;
  if (name === undefined || (node.kind === "map" && mapAt(node, "apply") !== undefined)) {
    context.error("role-import", "import_role needs the name of a role", node.place, "Write `import_role: {name: common}`");
    return [];
  }
  const tasksFrom = node.kind === "map" ? textAt(node, "tasks_from") : undefined;
  const keywords = inherit(place.keywords, map, { origin: "vars of import_role", level: 20 });
  return planRoles(context, [name], { ...place, keywords }, tasksFrom).items;
}
