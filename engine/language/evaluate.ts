import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Unknown, type Value } from "#engine/core/value.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { leave } from "./leave.js";
import { needed } from "./outcome.js";
import { kindOf } from "./python-text.js";
import type { Scope } from "./scope.js";

/** The value of an expression. Using something undefined, and operators on values of the wrong kind, are errors with their place. */
export function evaluate(expression: Expression, scope: Scope): Result<Value, Diagnostic> {
  const value = needed(expression.code(scope));
  return value instanceof Fault ? err(value.at(expression.tree).diagnostic(expression.source)) : ok(leave(value));
}

/** The value of a condition, which must be true, false, or unknown in a check run: no guessing what "no" or [] is meant to be. */
export function evaluateCondition(expression: Expression, scope: Scope): Result<boolean | Unknown, Diagnostic> {
  const result = evaluate(expression, scope);
  if (!result.ok || typeof result.value === "boolean" || result.value instanceof Unknown) return result as Result<boolean | Unknown, Diagnostic>;
  const fault = new Fault("not-a-boolean", `The condition is ${kindOf(result.value)}, not true or false`, { span: expression.tree, hint: hintFor(result.value) });
  return err(fault.diagnostic(expression.source));
}

function hintFor(value: Value): string {
  if (value === null) return "Ask `is not none`.";
  if (typeof value === "object") return "Ask whether it is empty with `| length > 0`.";
  return "Read it as yes or no with `| bool`, or ask whether it is empty with `is truthy`.";
}
