import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { Node } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { shownPath } from "#engine/load/read-text.js";
import { loadTasksFile } from "#engine/load/role.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import { TASK_KEYWORDS } from "#engine/schema/keyword-tables.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";
import { planItems } from "./plan-items.js";
import type { PlannedItem } from "./types.js";

/**
 * The path of a file of tasks: beside the file that names it, in the role's tasks/ (for handlers in handlers/ first), in the role, beside the playbook
 * (Ansible: "Search paths in Ansible"). Where it is nowhere, the first of these.
 */
export function tasksFilePath(name: string, place: ListPlace): string {
  return candidates(name, place).find((path) => existsSync(path)) ?? resolve(place.dir, name);
}

function candidates(name: string, { dir, role, handler, playbookDir }: ListPlace): readonly string[] {
  if (isAbsolute(name)) return [name];
  const ofRole = role === undefined ? [] : [...(handler ? [join(role.path, "handlers")] : []), join(role.path, "tasks"), role.path];
  return [...new Set([dir, ...ofRole, playbookDir].map((folder) => resolve(folder, name)))];
}

/** Plans the tasks of a file, with the keywords that `place` says. `from`: where the file is named. */
export function planTasksFile(context: PlanContext, file: string, { place, from }: { place: ListPlace; from: Node }): readonly PlannedItem[] {
  if (!existsSync(file)) {
    notThere(context, file, { place, from });
    return [];
  }
  const loaded = loadTasksFile(file, from.place);
  if (!loaded.ok) {
    context.report(...loaded.error);
    return [];
  }
  context.report(...checkTasks(loaded.value, place.handler ? "handler" : "task"));
  return planItems(context, loaded.value?.items ?? [], { ...place, dir: dirname(file), trail: [...place.trail, file] });
}

function notThere(context: PlanContext, file: string, { place, from }: { place: ListPlace; from: Node }): void {
  const name = from.kind === "scalar" ? String(from.value) : file;
  const looked = candidates(name, place).map(shownPath);
  const folder = dirname(file);
  const near = existsSync(folder) ? didYouMean(basename(file), readdirSync(folder)) : undefined;
  context.error("source-not-found", `there is no file of tasks "${basename(file)}"`, from.place, wordsBehind(name) ?? near ?? `Looked for ${looked.join(", ")}`);
}

/** What to say of `import_tasks: file.yml tags=x`, which was a way of writing it once; undefined for other names. */
export function wordsBehind(name: string): string | undefined {
  const word = /\.ya?ml\s+(\w+)=/.exec(name)?.[1];
  if (word === undefined) return undefined;
  const where = Object.hasOwn(TASK_KEYWORDS, word) ? `write \`${word}\` as a keyword of the task` : `write \`${word}\` below \`vars\``;
  return `Nothing can stand behind the file's name, in Ansible neither: ${where}`;
}
