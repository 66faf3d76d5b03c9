import { didYouMean } from "#engine/core/suggest.js";
import { entryOf, type MapEntry, type MapNode, type Node } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";
import { freeForm } from "#engine/schema/free-form.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import { taskKeywords } from "#engine/schema/keywords.js";
import { withoutAction } from "./action-keyword.js";
import { unknownModule, type PlanContext } from "./context.js";
import { inherit } from "./keywords.js";
import type { ListPlace } from "./list-place.js";
import { withModuleDefaults } from "./module-defaults.js";
import { listAt, mapAt, nodeAt } from "./nodes.js";
import { missingModule } from "./missing-module.js";
import { isForOtherSystems } from "./other-systems.js";
import { ownKeywords } from "./own-keywords.js";
import { emptyMapAt } from "./synthetic.js";
import type { Keywords, PlannedTask } from "./types.js";
import { comesFromVariable, variableArgs } from "./variable-args.js";

/** Plans one task: finds its module, checks its parameters. undefined when that is impossible (the reason is reported). */
export function planTask(context: PlanContext, written: MapNode, around: ListPlace): PlannedTask | undefined {
  const map = withoutAction(context, written);
  const entry = moduleEntry(context, map);
  if (entry === undefined) return undefined;
  const keywords = inherit(around.keywords, map, { origin: "task vars", level: 17 });
  const module = findModule(context, entry, keywords);
  if (module === undefined) return undefined;
  const given = argsOf(context, map, { entry, module });
  if (given === undefined) return undefined;
  const args = withModuleDefaults(context, module, { args: given, defaults: keywords.moduleDefaults });
  const variable = variableArgs(context, map, { value: entry.value, module });
  const wrong = checkParamsStatically(module.params, args, module.name).filter(({ code }) => variable === undefined || code !== "missing-parameter");
  if (wrong.length > 0 && !isForOtherSystems(keywords.when)) context.report(...wrong);
  return {
    kind: "task", id: context.nextId(), name: nodeAt(map, "name") ?? module.name, module, args,
    place: map.place, role: around.role, handler: around.handler,
    listen: listAt(map, "listen").flatMap((node) => node.kind === "scalar" ? [String(node.value)] : []),
    keywords, own: ownKeywords(map), include: undefined, ...(variable && { variable }),
  };
}

/** The key of a task that names its module. The schema has already told of tasks with none or several. */
function moduleEntry(context: PlanContext, map: MapNode): MapEntry | undefined {
  const candidates = map.entries.filter((entry) => !taskKeywords.has(entry.key) && !entry.key.startsWith("with_"));
  const [first, second] = candidates;
  if (first === undefined) {
    context.error("no-module", "this task names no module", map.place, "Give it one, such as `debug: {msg: hello}`");
  } else if (second !== undefined) {
    const unknown = candidates.filter((entry) => context.module(entry.key) === undefined);
    for (const entry of unknown.length > 0 && unknown.length < candidates.length ? unknown : []) {
      context.error("unknown-keyword", `"${entry.key}" is not a keyword of tasks`, entry.keyPlace, didYouMean(entry.key, [...taskKeywords]) ?? `If it is a parameter of ${first.key}, indent it below`);
    }
    if (unknown.length === 0 || unknown.length === candidates.length) {
      context.error("two-modules", `this task names two modules, "${first.key}" and "${second.key}"`, second.keyPlace, "Make it two tasks");
    }
    return candidates.find((entry) => context.module(entry.key) !== undefined);
  }
  return first;
}

function findModule(context: PlanContext, entry: MapEntry, { when }: Keywords): Module | undefined {
  const found = context.module(entry.key);
  if (found !== undefined) return found;
  const problem = unknownModule(context.table, entry, taskKeywords);
  if (isForOtherSystems(when)) return missingModule(entry.key, problem);
  context.report(problem);
  return undefined;
}

/** The parameters: a dictionary below the module's key, `k=v` words or free text, and what stands under `args`. */
export function argsOf(context: PlanContext, map: MapNode, { entry, module }: { entry: MapEntry; module: Module }): MapNode | undefined {
  const given = paramsNode(context, entry, module);
  const extra = mapAt(map, "args");
  if (given === undefined || extra === undefined) return given;
  return { ...given, entries: [...given.entries, ...extra.entries.filter((each) => entryOf(given, each.key) === undefined)] };
}

function paramsNode(context: PlanContext, entry: MapEntry, module: Module): MapNode | undefined {
  const node: Node = entry.value;
  if (node.kind === "map") return node;
  if (node.kind === "scalar" && (node.value === null || comesFromVariable(node, module))) return emptyMapAt(entry.keyPlace);
  if (node.kind === "scalar") {
    const parsed = freeForm(module.params, String(node.value), node.place);
    if (parsed.ok) return parsed.value;
    context.report(parsed.error);
    return undefined;
  }
  context.error("wrong-type", `the parameters of ${module.name} must be a dictionary, not a list`, entry.value.place);
  return undefined;
}
