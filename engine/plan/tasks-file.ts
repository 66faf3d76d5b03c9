import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Node } from "#engine/core/node.js";
import { loadTasksFile } from "#engine/load/role.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";
import { planItems } from "./plan-items.js";
import type { PlannedItem } from "./types.js";

/**
 * The path of a file of tasks: beside the file that names it, in the role's tasks/ (handlers/ for handlers), in the role, beside the playbook
 * (Ansible: "Search paths in Ansible"). Where it is nowhere, the first of these.
 */
export function tasksFilePath(name: string, { dir, role, handler, playbookDir }: ListPlace): string {
  if (isAbsolute(name)) return name;
  const ofRole = role === undefined ? [] : [join(role.path, handler ? "handlers" : "tasks"), role.path];
  const candidates = [dir, ...ofRole, playbookDir].map((folder) => resolve(folder, name));
  return candidates.find((path) => existsSync(path)) ?? resolve(dir, name);
}

/** Plans the tasks of a file, with the keywords that `place` says. `from`: where the file is named. */
export function planTasksFile(context: PlanContext, file: string, { place, from }: { place: ListPlace; from: Node }): readonly PlannedItem[] {
  const loaded = loadTasksFile(file, from.place);
  if (!loaded.ok) {
    context.report(...loaded.error);
    return [];
  }
  context.report(...checkTasks(loaded.value, place.handler ? "handler" : "task"));
  return planItems(context, loaded.value?.items ?? [], { ...place, dir: dirname(file), trail: [...place.trail, file] });
}
