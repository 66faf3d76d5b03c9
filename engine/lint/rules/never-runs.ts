import { conditionOf } from "#engine/language/condition.js";
import { constantOf } from "../constant.js";
import { valueAt } from "../nodes.js";
import type { Remark, Rule } from "../rule.js";
import type { MapNode } from "#engine/core/node.js";

/** Tasks and blocks whose condition can only be false. */
export const neverRuns: Rule = {
  id: "never-runs", severity: "warning", summary: "A condition that is always false: what stands under it is dead",
  task: ({ map }) => falseConditions(map, "this task never runs"),
  project: (project) => [...new Set(project.files.filter((file) => !file.context).flatMap((file) => file.tasks.flatMap((task) => task.around)))].flatMap((map) => falseConditions(map, "nothing in this block ever runs")),
};

function falseConditions(map: MapNode, what: string): readonly Remark[] {
  const when = valueAt(map, "when");
  const parsed = when === undefined ? undefined : conditionOf(when);
  if (when === undefined || parsed?.ok !== true) return [];
  const dead = parsed.value.some((expression) => constantOf(expression) === false || (expression.tree.kind === "logic" && expression.tree.operator === "and" && expression.tree.operands.some((part) => part.kind === "literal" && part.value === false)));
  return dead ? [{ message: `${what}: its condition is always false`, place: when.place, hint: "Remove it, or give it the condition that is meant; a task for rare use has the tag `never`" }] : [];
}
