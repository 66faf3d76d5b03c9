import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { pureLookup } from "#engine/language/lookups.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode, renderVariable } from "#engine/language/template.js";
import type { Loop } from "#engine/plan/loop-forms.js";

type Items = Result<readonly Value[] | Unknown, Diagnostic>;

/** The items of a loop; Unknown when a check run cannot know them. `module`: of the task, for first_found looks into the folder for its kind of files. */
export function loopItems({ node, form }: Loop, scope: Scope, module = ""): Items {
  const rendered = form.kind === "lookup" && form.name === "first_found" ? definedParts(node, scope) : renderVariable(node, scope);
  if (!rendered.ok) return rendered;
  if (rendered.value instanceof Unknown) return ok(rendered.value);
  if (form.kind === "lookup" && form.name === "list" && isMap(rendered.value)) return err(problemAt("wrong-type", "with_list needs a list, and this is a dictionary", { place: node.place, hint: "Use `with_dict`" }));
  return form.kind === "list" ? listed(rendered.value, node) : found(form.name, rendered.value, { scope, node, module });
}

function listed(value: Value, node: Node): Items {
  if (isList(value)) return ok(value);
  const hint = isMap(value) ? "Write `loop: \"{{ it | dict2items }}\"`" : isBracketed(value) ? "It is text: write the list as one expression, such as \"{{ [a, b] if c else [] }}\", or read it with from_yaml" : "Write `query(...)` instead of `lookup(...)`, or `[...]` round a single value";
  return err(problemAt("wrong-type", `a loop needs a list, and this is ${isMap(value) ? "a dictionary" : JSON.stringify(value)}`, { place: node.place, hint }));
}

function isBracketed(value: Value): boolean {
  return typeof value === "string" && /^\s*\[[^]*\]\s*$/.test(value);
}

interface Around {
  readonly scope: Scope;
  readonly node: Node;
  readonly module: string;
}

function found(name: string, value: Value, { scope, node, module }: Around): Items {
  const options = name === "first_found" ? { subdir: folderFor(module) } : {};
  const terms = termsOf(name, value);
  const answer = scope.lookup?.(name, terms, options, scope) ?? pureLookup(name, terms, { named: options, scope });
  if (answer === undefined) throw new Error(`there is a with_${name} without its lookup`);
  if (!answer.ok) return err({ ...answer.error, place: answer.error.place ?? node.place });
  return ok(answer.value instanceof Unknown || isList(answer.value) ? answer.value : [answer.value]);
}

/** A single value stands for a list of itself; a dictionary is the one term of with_dict, and for all others the list of its keys. */
function termsOf(name: string, value: Value): readonly Value[] {
  if (isMap(value)) return name === "dict" ? [value] : Object.keys(value);
  return isList(value) ? value : [typeof value === "string" ? value.trim() : value];
}

/** Where with_first_found looks first, by the words in the module's name. */
function folderFor(module: string): string {
  return module.includes("template") ? "templates" : module.includes("var") ? "vars" : "files";
}

/** A node in which what has undefined variables is left out of lists: with_first_found passes it over. */
function definedParts(node: Node, scope: Scope): Result<Value, Diagnostic> {
  switch (node.kind) {
    case "scalar": return renderNode(node, scope);
    case "list": return definedItems(node.items, scope);
    case "map": return definedEntries(node, scope);
  }
}

function definedItems(items: readonly Node[], scope: Scope): Result<Value, Diagnostic> {
  const all: Value[] = [];
  for (const item of items) {
    const value = definedParts(item, scope);
    if (!value.ok && value.error.code !== "undefined-variable") return value;
    if (value.ok) all.push(value.value);
  }
  return ok(all);
}

function definedEntries({ entries }: MapNode, scope: Scope): Result<Value, Diagnostic> {
  const all: Record<string, Value> = {};
  for (const { key, value } of entries) {
    const rendered = definedParts(value, scope);
    if (!rendered.ok) return rendered;
    all[key] = rendered.value;
  }
  return ok(all);
}

/** What an item is called in reports. */
export function itemLabel(item: Value): string {
  return typeof item === "string" ? item : JSON.stringify(item);
}
