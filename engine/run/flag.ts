import type { Node } from "#engine/core/node.js";
import type { Scope } from "#engine/language/scope.js";
import { conditionOf } from "#engine/language/condition.js";
import { evaluateCondition } from "#engine/language/evaluate.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";

/**
 * A keyword that is yes or no: a boolean, a template, or a bare expression. What cannot be decided counts as `otherwise`;
 * for no_log the caller asks with `true`, so that doubt hides rather than shows.
 */
export function evaluateFlag(node: Node | undefined, scope: Scope, otherwise: boolean): boolean {
  if (node === undefined) return otherwise;
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  if (node.kind === "scalar" && typeof node.value === "string" && isTemplate(node.value)) {
    const rendered = renderNode(node, scope);
    return rendered.ok ? truth(rendered.value, otherwise) : otherwise;
  }
  const parsed = conditionOf(node);
  if (!parsed.ok) return otherwise;
  return parsed.value.every((expression) => {
    const value = evaluateCondition(expression, scope);
    return value.ok && typeof value.value === "boolean" ? value.value : otherwise;
  });
}

function truth(value: unknown, otherwise: boolean): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return otherwise;
  if (/^(true|yes|on|1)$/i.test(value)) return true;
  return /^(false|no|off|0)$/i.test(value) ? false : otherwise;
}

/** Whether a failure of the task is to be ignored. */
export function ignores({ keywords }: PlannedTask, scope: Scope): boolean {
  return evaluateFlag(keywords.ignoreErrors, scope, false);
}
