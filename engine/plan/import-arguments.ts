import { entryOf, type MapNode } from "#engine/core/node.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import type { PlanContext } from "./context.js";
import { nodeAt } from "./nodes.js";
import { argsOf } from "./plan-task.js";

/** Keywords that an import cannot have: it is no task of its own. */
const REFUSED = ["loop", "register", "until", "retries", "delay", "changed_when", "failed_when", "notify", "async", "poll"];

/** The arguments of import_tasks and import_role, checked like those of the include of the same kind (`like`). */
export function importArguments(context: PlanContext, map: MapNode, { key, like }: { key: string; like: "include_tasks" | "include_role" }): MapNode | undefined {
  const entry = entryOf(map, key);
  const module = context.module(like);
  if (entry === undefined || module === undefined) return undefined;
  const wrong = map.entries.find((each) => REFUSED.includes(each.key) || each.key.startsWith("with_"));
  if (wrong !== undefined) context.error("keyword-of-import", `${key} cannot have "${wrong.key}": it is replaced by what it imports before the run`, wrong.keyPlace, `Use ${like}`);
  const args = argsOf(context, map, { entry, module });
  if (args === undefined) return undefined;
  context.report(...checkParamsStatically(module.params, args, key));
  const apply = entryOf(args, "apply");
  if (apply !== undefined) context.error("apply-of-import", `${key} has no "apply"`, apply.keyPlace, `Put the keywords on the ${key} itself: all it imports has them`);
  return nodeAt(args, "name") === undefined && nodeAt(args, "role") !== undefined ? { ...args, entries: args.entries.map((each) => each.key === "role" ? { ...each, key: "name" } : each) } : args;
}
