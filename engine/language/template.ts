import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import { LocalScope } from "./local-scope.js";
import { nodeSource } from "./node-source.js";
import { textOf } from "./python-text.js";
import { join, renderPieces, valueOf, type Part } from "./render-pieces.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import { verbatim, type Source } from "./source.js";
import { parseTemplate } from "./template-parser.js";
import type { Template } from "./template-tree.js";

/** A string of a playbook, parsed. */
interface ParsedString { readonly source: Source; readonly template: Template | Fault }

/** What a node's string was parsed into. Nodes never change, so this is derived data. */
const parsedNodes = new WeakMap<ScalarNode, ParsedString>();

const PLAYBOOK_STRING = { rawStrings: true, trimBlocks: true, lstripBlocks: false } as const;

/** Whether a text holds `{{ }}`, `{% %}` or a comment. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%") || (text.includes("{#") && text.includes("#}"));
}

/**
 * A text of a playbook with its templates filled in. Exactly one `{{ }}` keeps the type of its value; otherwise the parts are
 * written one after the other: none as nothing, true as `True`, lists and dictionaries as Python shows them. A secret part makes
 * the whole secret, an unknown part makes it unknown.
 */
export function renderString(text: string, place: Place, scope: Scope): Result<Value, Diagnostic> {
  const source = verbatim(text, place);
  return isTemplate(text) ? render({ source, template: parseTemplate(source, PLAYBOOK_STRING) }, scope) : ok(text);
}

/** A node of a playbook with its templates filled in, keys included. Entries that are `omit` are left out; the whole value may be OMIT. */
export function renderNode(node: Node, scope: Scope): Result<Value, Diagnostic> {
  switch (node.kind) {
    case "scalar": return renderScalar(node, scope);
    case "list": return renderList(node.items, scope);
    case "map": return renderMap(node, scope);
  }
}

/** The parsed template of a node, undefined when the node is no template. Other files of this room read it as well. */
export function templateOf(node: ScalarNode): ParsedString | undefined {
  if (typeof node.value !== "string" || node.unsafe === true || !isTemplate(node.value)) return undefined;
  const known = parsedNodes.get(node);
  if (known !== undefined) return known;
  const source = nodeSource(node);
  const parsed = { source, template: parseTemplate(source, PLAYBOOK_STRING) };
  parsedNodes.set(node, parsed);
  return parsed;
}

function renderScalar(node: ScalarNode, scope: Scope): Result<Value, Diagnostic> {
  const parsed = templateOf(node);
  return parsed === undefined ? ok(node.value) : render(parsed, scope);
}

function render({ source, template }: ParsedString, scope: Scope): Result<Value, Diagnostic> {
  const value = template instanceof Fault ? template : renderTemplate(template, scope);
  return value instanceof Fault ? err(value.diagnostic(source)) : ok(value);
}

function renderTemplate({ pieces }: Template, scope: Scope): Value | Fault {
  const visible = pieces.filter((piece) => piece.kind !== "text" || piece.text.trim() !== "");
  const [first] = visible;
  if (visible.length === 1 && first?.kind === "output") return valueOf(first.expression, scope);
  const parts: Part[] = [];
  const fault = renderPieces(pieces, new LocalScope(scope), parts);
  if (fault !== undefined) return fault;
  const written = parts.filter(({ value }) => value !== "");
  const [only] = written;
  return written.length === 1 && only?.fromOutput === true ? only.value : join(parts);
}

function renderList(items: readonly Node[], scope: Scope): Result<Value, Diagnostic> {
  const values: Value[] = [];
  for (const item of items) {
    const value = renderNode(item, scope);
    if (!value.ok) return value;
    if (value.value !== OMIT) values.push(value.value);
  }
  return ok(values);
}

function renderMap(node: MapNode, scope: Scope): Result<Value, Diagnostic> {
  const entries: [string, Value][] = [];
  for (const { key, keyPlace, value } of node.entries) {
    const name = isTemplate(key) ? renderString(key, keyPlace, scope) : ok(key);
    if (!name.ok) return name;
    if (name.value instanceof Unknown) return ok(name.value);
    const rendered = renderNode(value, scope);
    if (!rendered.ok) return rendered;
    if (rendered.value !== OMIT) entries.push([textOf(name.value), rendered.value]);
  }
  return ok(mapOf(entries));
}
