import type { MapNode, Node } from "#engine/core/node.js";
import { conditionOf } from "#engine/language/condition.js";
import { freeNames, namesTested, type FreeName } from "#engine/language/free-names.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import type { LintFile, LintTask } from "./lint-file.js";
import { itemsAt, valueAt } from "./nodes.js";

/** The keywords whose value is a bare expression. */
export const CONDITIONS: readonly string[] = ["when", "changed_when", "failed_when", "until"];

/** What holds tasks or roles, which are looked at on their own. */
const LISTS: ReadonlySet<string> = new Set(["pre_tasks", "tasks", "post_tasks", "handlers", "roles", "block", "rescue", "always"]);

/** Every use of a variable in a file; what does not parse uses nothing. */
export function usesOf(file: LintFile): readonly FreeName[] {
  switch (file.kind) {
    case "template": return namesOfTemplate(file);
    case "vars": case "defaults": case "inventory": return file.node === undefined ? [] : freeNames(file.node);
    case "meta": return file.node?.kind === "map" ? itemsAt(file.node, "dependencies").flatMap((entry) => entry.kind === "map" ? usesOfMap(entry, new Set()) : []) : [];
    default: return [...usesAround(file), ...file.tasks.flatMap(usesOfTask)];
  }
}

function namesOfTemplate({ path, shown, text }: LintFile): readonly FreeName[] {
  const found = path.endsWith(".mustache") ? namesInMustache(text, shown) : namesInJinja(text, shown);
  return found.ok ? found.value : [];
}

/** What plays, their role entries and blocks use themselves. */
function usesAround(file: LintFile): readonly FreeName[] {
  const plays = file.kind === "playbook" && file.node?.kind === "list" ? file.node.items.filter((node) => node.kind === "map") : [];
  const entries = plays.flatMap((play) => itemsAt(play, "roles")).filter((node) => node.kind === "map");
  const blocks = new Set(file.tasks.flatMap((task) => task.around));
  return [...new Set([...plays, ...entries, ...blocks])].flatMap((map) => usesOfMap(map, new Set()));
}

function usesOfTask(task: LintTask): readonly FreeName[] {
  const guards = new Set([...task.around, task.map].flatMap((map) => tested(valueAt(map, "when"))));
  const rest = { ...task.map, entries: task.map.entries.filter((entry) => entry !== task.action && entry.key !== "args") };
  const loop = task.map.entries.some(({ key }) => key === "loop" || key.startsWith("with_"));
  // The list of a loop is made before `when` is asked.
  const found = loop ? rest.entries.flatMap((entry) => usesOfMap({ ...rest, entries: [entry] }, entry.key === "loop" || entry.key.startsWith("with_") ? new Set() : guards)) : usesOfMap(rest, guards);
  return [...found, ...usesOfArgs(task, guards)];
}

function usesOfArgs({ action, args, module }: LintTask, guards: ReadonlySet<string>): readonly FreeName[] {
  if (args === undefined) return action === undefined ? [] : freeNames(action.value, guards);
  return args.entries.flatMap(({ key, value }) => module?.params.properties[key]?.["x-expression"] === true ? usesOfCondition(value, guards) : freeNames(value, guards));
}

function usesOfMap(map: MapNode, guards: ReadonlySet<string>): readonly FreeName[] {
  return map.entries.filter(({ key }) => !LISTS.has(key)).flatMap(({ key, value }) => CONDITIONS.includes(key) ? usesOfCondition(value, guards) : freeNames(value, guards));
}

function usesOfCondition(node: Node, guards: ReadonlySet<string>): readonly FreeName[] {
  const parsed = conditionOf(node);
  return parsed.ok ? parsed.value.flatMap((expression) => freeNames(expression, guards)) : freeNames(node, guards);
}

function tested(node: Node | undefined): readonly string[] {
  const parsed = node === undefined ? undefined : conditionOf(node);
  return parsed?.ok === true ? parsed.value.flatMap((expression) => [...namesTested(expression)]) : [];
}
