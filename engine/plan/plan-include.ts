import type { MapNode, Node } from "#engine/core/node.js";
import { isTemplate } from "#engine/language/template.js";
import type { PlanContext } from "./context.js";
import { includedRole, includedTasks } from "./expand.js";
import type { ListPlace } from "./list-place.js";
import { mapAt, nodeAt } from "./nodes.js";
import { isForOtherSystems } from "./other-systems.js";
import { writtenCall } from "./role-parts.js";
import { roleFolder } from "./role-search.js";
import { tasksFilePath } from "./tasks-file.js";
import type { PlannedInclude, PlannedItem, PlannedTask } from "./types.js";

/** A task as it is; an include with what is known of it now: what it names without a template is planned, so that its mistakes are found before the run. */
export function withKnown(context: PlanContext, map: MapNode, { task, place }: { task: PlannedTask; place: ListPlace }): PlannedTask {
  const key = INCLUDES[task.module.name];
  if (task.module.kind !== "directive" || key === undefined) return task;
  const node = nodeAt(task.args, key) ?? nodeAt(task.args, "role");
  const name = plainName(node);
  const include: PlannedInclude = { place, apply: mapAt(task.args, "apply"), vars: mapAt(map, "vars"), known: [], open: name === undefined };
  const planned = { ...task, include };
  if (name === undefined || node === undefined || isForOtherSystems(task.keywords.when)) return planned;
  return { ...planned, include: { ...include, known: knownItems(context, planned, { name, node, include }) } };
}

/** The parameter that names what is included. */
const INCLUDES: Readonly<Record<string, string>> = { include_tasks: "file", include_role: "name" };

function plainName(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" && !isTemplate(String(node.value)) ? String(node.value) : undefined;
}

interface Named {
  readonly name: string;
  readonly node: Node;
  readonly include: PlannedInclude;
}

function knownItems(context: PlanContext, task: PlannedTask, { name, node, include }: Named): readonly PlannedItem[] {
  const { place } = include;
  if (task.module.name === "include_role") {
    const dir = roleFolder(context, name, { place, at: node.place });
    if (dir === undefined) return [];
    if (place.trail.includes(dir)) return endless(context, task, { name, node });
    const { items, handlers } = includedRole(context, include, { name, at: node, call: templatedCall(task.args) ? undefined : writtenCall(task.args, true), layers: [], undecided: undefined });
    place.gathered.handlers.push(...handlers);
    return items;
  }
  const file = tasksFilePath(name, place);
  if (place.trail.includes(file)) return endless(context, task, { name, node });
  return includedTasks(context, include, { name, at: node, layers: [], undecided: undefined });
}

/** What includes itself needs a condition that ends it; where it leads to, only the run can tell. */
function endless(context: PlanContext, task: PlannedTask, { name, node }: Pick<Named, "name" | "node">): readonly PlannedItem[] {
  if (task.keywords.when.length === 0) context.error("include-cycle", `${name} includes itself, and nothing ends it`, node.place, "Give the include a `when`");
  return [];
}

/** Whether which parts of the role are taken is for the run to tell. */
function templatedCall(args: MapNode): boolean {
  return args.entries.some(({ key, value }) => key.endsWith("_from") && value.kind === "scalar" && isTemplate(String(value.value)));
}
