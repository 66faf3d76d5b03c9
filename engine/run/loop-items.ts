import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode } from "#engine/language/template.js";
import type { LoopForm, OwnKeywords } from "#engine/plan/types.js";

/** The items of a loop; Unknown when a check run cannot know them. */
export function loopItems(loop: NonNullable<OwnKeywords["loop"]>, scope: Scope): Result<readonly Value[] | Unknown, Diagnostic> {
  const rendered = renderNode(loop.node, scope);
  if (!rendered.ok) return rendered;
  const { value } = rendered;
  if (value instanceof Unknown) return ok(value);
  const items = itemsOf(loop.form, value);
  if (items !== undefined) return ok(items);
  return err(problemAt("wrong-type", `a loop needs ${loop.form === "dict" ? "a dictionary" : "a list"}, and this is ${kindOf(value)}`, {
    place: loop.node.place, hint: isMap(value) ? "Write `loop: \"{{ it | dict2items }}\"`" : undefined,
  }));
}

function itemsOf(form: LoopForm, value: Value): readonly Value[] | undefined {
  switch (form) {
    case "dict": return isMap(value) ? Object.entries(value).map(([key, each]) => ({ key, value: each })) : undefined;
    case "items": return (isList(value) ? value : [value]).flatMap((each) => isList(each) ? each : [each]);
    case "loop": return isList(value) ? value : undefined;
  }
}

function kindOf(value: Value): string {
  if (isMap(value)) return "a dictionary";
  return isList(value) ? "a list" : JSON.stringify(value);
}

/** What an item is called in reports. */
export function itemLabel(item: Value): string {
  return typeof item === "string" ? item : JSON.stringify(item);
}
