import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt } from "#engine/core/diagnostic.js";
import { didYouMean } from "#engine/core/suggest.js";
import { conditionOf } from "#engine/language/condition.js";
import { checkSyntax } from "#engine/language/check-syntax.js";
import { namesInJinja, namesInMustache } from "#engine/language/template-names.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import { checkPlaybook } from "#engine/schema/check-playbook.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import { checkVariables } from "#engine/schema/check-variables.js";
import { taskKeywords } from "#engine/schema/keywords.js";
import { unknownModule, type ModuleTable } from "#engine/plan/context.js";
import { ACTIONS, shortName } from "./actions.js";
import { knowingRemoved } from "./removed.js";
import type { LintFile, LintTask } from "./lint-file.js";
import { findingOf } from "./lint.js";
import { itemsAt } from "./nodes.js";
import type { Project } from "./project.js";
import type { LintFinding } from "./rule.js";
import { moduleOf } from "./tasks-of.js";
import { CONDITIONS } from "./uses.js";

/** What the engine's own checks, those that `run` makes before any host, say of a file by itself. */
export function checkFile(file: LintFile, project: Project): readonly LintFinding[] {
  return [...file.problems, ...shapeOf(file), ...file.tasks.flatMap((task) => checkTask(task, project))].filter(isWrong).map((each) => findingOf(knowingRemoved(each)));
}

/** A value that was encrypted for others may stay closed: what uses it, the plan of a run tells. */
function isWrong({ code }: Diagnostic): boolean {
  return code !== "vault-no-password";
}

function shapeOf(file: LintFile): readonly Diagnostic[] {
  const { node, kind, shown } = file;
  if (kind === "template") return templateProblems(file);
  if (node === undefined) return [];
  switch (kind) {
    case "playbook": return [...checkPlaybook(node, shown), ...valuesOf(file)];
    case "tasks": return checkTasks(node);
    case "handlers": return checkTasks(node, "handler");
    case "vars": case "defaults": return [...checkVariables(node), ...checkSyntax(node)];
    default: return [];
  }
}

function templateProblems({ path, text, shown }: LintFile): readonly Diagnostic[] {
  const found = path.endsWith(".mustache") ? namesInMustache(text, shown) : path.endsWith(".j2") ? namesInJinja(text, shown) : undefined;
  // Which other templates there are is known only where it is rendered.
  return found?.ok === false && found.error.code !== "no-templates-here" ? [found.error] : [];
}

/** Templates in the keywords of plays and in the entries of their roles. */
function valuesOf({ node }: LintFile): readonly Diagnostic[] {
  const plays = node?.kind === "list" ? node.items.filter((item) => item.kind === "map") : [];
  return plays.flatMap((play) => [...checkSyntax({ ...play, entries: play.entries.filter(({ key }) => !["pre_tasks", "tasks", "post_tasks", "handlers", "roles", "when"].includes(key)) }), ...itemsAt(play, "roles").flatMap((entry) => entry.kind === "map" ? keywordProblems(entry.entries) : [])]);
}

function checkTask(task: LintTask, project: Project): readonly Diagnostic[] {
  const { map, action, args, module } = task;
  const params = module === undefined || args === undefined ? [] : checkParamsStatically(module.params, args, module.name);
  const inside = args === undefined ? (action === undefined ? [] : checkSyntax(action.value))
    : args.entries.flatMap(({ key, value }) => module?.params.properties[key]?.["x-expression"] === true ? conditionProblems(value) : checkSyntax(value));
  return [...moduleProblems(task, project), ...task.argProblems, ...params, ...inside, ...keywordProblems(map.entries.filter((entry) => entry !== action && entry.key !== "args"))];
}

type Entries = LintTask["map"]["entries"];

function keywordProblems(entries: Entries): readonly Diagnostic[] {
  return entries.flatMap(({ key, value }) => CONDITIONS.includes(key) ? conditionProblems(value) : checkSyntax(value));
}

function conditionProblems(node: Entries[number]["value"]): readonly Diagnostic[] {
  if (node.kind === "scalar" && node.value === null) return [];
  const parsed = conditionOf(node);
  return parsed.ok ? [] : [parsed.error];
}

function moduleProblems({ map, action, module, name }: LintTask, { table }: Project): readonly Diagnostic[] {
  if (map.entries.some(({ key }) => key === "action" || key === "local_action")) return [];
  if (action === undefined) return [problemAt("no-module", "this task names no module", { place: map.place, hint: "Give it one, such as `debug: {msg: hello}`" })];
  const more = map.entries.filter((entry) => entry !== action && !taskKeywords.has(entry.key) && !entry.key.startsWith("with_"));
  const isKnown = module !== undefined || ACTIONS.has(name);
  return [...(isKnown ? [] : [unknownModule(table, action, [...ACTIONS, ...taskKeywords])]), ...more.map((entry) => unknownKey(entry, action, table))];
}

function unknownKey({ key, keyPlace }: Entries[number], action: Entries[number], table: ModuleTable): Diagnostic {
  if (moduleOf(key, table) !== undefined || ACTIONS.has(shortName(key))) return problemAt("two-modules", `this task names two modules, "${action.key}" and "${key}"`, { place: keyPlace, hint: "Make it two tasks" });
  return problemAt("unknown-keyword", `"${key}" is not a keyword of tasks`, { place: keyPlace, hint: didYouMean(key, [...taskKeywords]) ?? `If it is a parameter of ${action.key}, indent it below` });
}
