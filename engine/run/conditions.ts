import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Unknown } from "#engine/core/value.js";
import { conditionOf } from "#engine/language/condition.js";
import { evaluateCondition } from "#engine/language/evaluate.js";
import type { Scope } from "#engine/language/scope.js";

/** What a list of conditions came to: `false` names the one that does not hold. */
export type Verdict =
  | { readonly kind: "true" }
  | { readonly kind: "false"; readonly condition: string }
  | { readonly kind: "unknown"; readonly because: string };

/** Whether all conditions hold: one that is false settles it, even beside unknown ones. */
export function allHold(nodes: readonly Node[], scope: Scope): Result<Verdict, Diagnostic> {
  let unknown: Verdict | undefined;
  for (const node of nodes) {
    const parsed = conditionOf(node);
    if (!parsed.ok) return parsed;
    for (const expression of parsed.value) {
      const value = evaluateCondition(expression, scope);
      if (!value.ok) return err(value.error);
      if (value.value instanceof Unknown) unknown ??= { kind: "unknown", because: value.value.because };
      else if (!value.value) return ok({ kind: "false", condition: sourceOf(node) });
    }
  }
  return ok(unknown ?? { kind: "true" });
}

function sourceOf(node: Node): string {
  return node.kind === "scalar" ? node.source : "a condition";
}
