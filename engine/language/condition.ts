import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Node, ScalarNode } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { parseSource, type Expression } from "./expression.js";
import { nodeSource } from "./node-source.js";
import { isTemplate } from "./playbook-string.js";

/** What a node's condition was parsed into; derived data, as nodes never change. */
const parsedConditions = new WeakMap<ScalarNode, Result<Expression, Diagnostic>>();

/** The expressions of `when` and its like: a bare expression, a boolean, or a list of them, all of which must hold. */
export function conditionOf(node: Node): Result<readonly Expression[], Diagnostic> {
  if (node.kind === "map") return err(problemAt("bad-condition", "A condition is an expression, not a dictionary", { place: node.place, hint: "Put it in quotes if it starts with a brace." }));
  if (node.kind === "scalar") {
    const parsed = parseScalar(node);
    return parsed.ok ? ok([parsed.value]) : parsed;
  }
  const expressions: Expression[] = [];
  for (const item of node.items) {
    const parsed = conditionOf(item);
    if (!parsed.ok) return parsed;
    expressions.push(...parsed.value);
  }
  return ok(expressions);
}

function parseScalar(node: ScalarNode): Result<Expression, Diagnostic> {
  const known = parsedConditions.get(node);
  if (known !== undefined) return known;
  const parsed = parseCondition(node);
  parsedConditions.set(node, parsed);
  return parsed;
}

function parseCondition(node: ScalarNode): Result<Expression, Diagnostic> {
  const source = nodeSource(typeof node.value === "string" ? node : { ...node, value: node.value === null ? "" : String(node.value) });
  if (source.text.trim() === "") return err(problemAt("bad-condition", "The condition is empty", { place: node.place, hint: "Write an expression, or leave the keyword out." }));
  if (isTemplate(source.text)) return err(problemAt("template-in-condition", "A condition is an expression already", { place: node.place, hint: bareForm(source.text) }));
  return parseSource(source);
}

/** `{{ x }}` as it should be written. */
function bareForm(text: string): string {
  const inside = /^\s*\{\{(.*)\}\}\s*$/s.exec(text)?.[1]?.trim();
  return inside === undefined || isTemplate(inside) ? "Write the variables without braces." : `Write it without braces: ${inside}`;
}
