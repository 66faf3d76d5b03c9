import { isMap, isList, type Value } from "#engine/core/value.js";
import { evaluate } from "#engine/language/evaluate.js";
import type { Expression } from "#engine/language/expression.js";
import { freeNames } from "#engine/language/free-names.js";
import type { Scope } from "#engine/language/scope.js";
import { partsOf, type Tree } from "#engine/language/tree.js";

const NO_VARIABLES: Scope = { get: () => undefined, names: () => [] };

/** The value of an expression that hangs on nothing: no variables, no lookups, no chance. undefined for all others. */
export function constantOf(expression: Expression): Exclude<Value, object> | undefined {
  if (freeNames(expression).length > 0 || !isClosed(expression.tree)) return undefined;
  const result = evaluate(expression, NO_VARIABLES);
  if (!result.ok || isMap(result.value) || isList(result.value)) return undefined;
  return typeof result.value === "object" ? undefined : result.value;
}

function isClosed(tree: Tree): boolean {
  if (tree.kind === "call" || (tree.kind === "filter" && ["random", "shuffle", "to_uuid"].includes(tree.name))) return false;
  return partsOf(tree).every(isClosed);
}
