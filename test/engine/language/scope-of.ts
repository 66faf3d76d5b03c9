import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { evaluate } from "#engine/language/evaluate.js";
import { parseExpression } from "#engine/language/expression.js";
import type { Scope } from "#engine/language/scope.js";

/** A scope of fixed variables. */
export function scopeOf(variables: Readonly<Record<string, Value>>, more: Pick<Scope, "lookup"> = {}): Scope {
  return { get: (name) => Object.hasOwn(variables, name) ? ok(variables[name] ?? null) : undefined, names: () => Object.keys(variables), ...more };
}

/** A text on the first line of a file. */
export function placeOf(text: string): Place {
  return { file: "site.yml", line: 1, column: 1, text };
}

/** The value of an expression. */
export function evaluated(text: string, variables: Readonly<Record<string, Value>> = {}, more: Pick<Scope, "lookup"> = {}): Result<Value, Diagnostic> {
  const expression = parseExpression(text, placeOf(text));
  return expression.ok ? evaluate(expression.value, scopeOf(variables, more)) : expression;
}

/** The value of an expression that has one. */
export function valueOf(text: string, variables: Readonly<Record<string, Value>> = {}): Value {
  const result = evaluated(text, variables);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.value;
}

/** What is wrong with an expression. */
export function mistakeOf(text: string, variables: Readonly<Record<string, Value>> = {}): Diagnostic {
  const result = evaluated(text, variables);
  if (result.ok) throw new Error(`${text}: there is nothing wrong with it`);
  return result.error;
}
