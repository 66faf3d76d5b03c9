import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode } from "#engine/language/template.js";
import type { OwnKeywords } from "#engine/plan/types.js";

/** The items of a loop; Unknown when a check run cannot know them. */
export function loopItems(loop: NonNullable<OwnKeywords["loop"]>, scope: Scope): Result<readonly Value[] | Unknown, Diagnostic> {
  const rendered = renderNode(loop.node, scope);
  if (!rendered.ok) return rendered;
  const { value } = rendered;
  if (value instanceof Unknown) return ok(value);
  if (loop.form === "dict" && isMap(value)) return ok(Object.entries(value).map(([key, each]) => ({ key, value: each })));
  if (loop.form === "items") return ok((isList(value) ? value : [value]).flatMap((each) => isList(each) ? each : [each]));
  if (loop.form === "loop" && isList(value)) return ok(value);
  const wanted = loop.form === "dict" ? "a dictionary" : "a list";
  return err(problemAt("wrong-type", `a loop needs ${wanted}, and this is ${isMap(value) ? "a dictionary" : isList(value) ? "a list" : JSON.stringify(value)}`, {
    place: loop.node.place, hint: isMap(value) ? "Write `loop: \"{{ it | dict2items }}\"`" : undefined,
  }));
}

/** What an item is called in reports. */
export function itemLabel(item: Value): string {
  return typeof item === "string" ? item : JSON.stringify(item);
}
