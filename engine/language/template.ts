import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import { closedIn, opening } from "./closed.js";
import { leave } from "./leave.js";
import { guarded } from "./jinja-file.js";
import { withoutOmitted } from "./omitted.js";
import { templateIn, templateOf, type PlaybookString } from "./playbook-string.js";
import { textOf } from "./python-text.js";
import { renderWhole } from "./render-files.js";
import { join, renderPlain } from "./render-pieces.js";
import { Rendering, type Part } from "./rendering.js";
import type { Scope } from "./scope.js";
import { mapOf, seal, textIn } from "./secret-parts.js";
import type { Template } from "./template-tree.js";
import { restoreNewlines } from "./trailing-newlines.js";

export { isTemplate } from "./playbook-string.js";

/**
 * A text of a playbook with its templates filled in. Exactly one `{{ }}` (or one value left over by statements) keeps the type of
 * its value; otherwise the parts are written one after the other: none as nothing, true as `True`, lists and dictionaries as Python
 * shows them. A secret part makes the whole secret, an unknown part makes it unknown.
 */
export function renderString(text: string, place: Place, scope: Scope): Result<Value, Diagnostic> {
  const parsed = templateIn(text, place);
  return parsed === undefined ? ok(text) : render(parsed, scope);
}

/**
 * A node of a playbook with its templates filled in, keys included. Entries that are `omit` are left out; the whole value may be OMIT. A part that
 * is encrypted and cannot be opened is an error.
 */
export function renderNode(node: Node, scope: Scope): Result<Value, Diagnostic> {
  const value = renderVariable(node, scope);
  const closed = value.ok ? closedIn(value.value) : undefined;
  if (closed !== undefined) return err(closed);
  return value.ok ? ok(withoutOmitted(value.value)) : value;
}

/** The same for the value of a variable: encrypted parts may stay closed, and parts that are `omit` stay in it, as long as nobody reads them. */
export function renderVariable(node: Node, scope: Scope): Result<Value, Diagnostic> {
  switch (node.kind) {
    case "scalar": return renderScalar(node, scope);
    case "list": return renderList(node.items, scope);
    case "map": return renderMap(node, scope);
  }
}

function renderScalar(node: ScalarNode, scope: Scope): Result<Value, Diagnostic> {
  if (node.value instanceof Secret) return renderSecret(node, node.value, scope);
  const parsed = templateOf(node);
  return parsed === undefined ? ok(node.value) : render(parsed, scope);
}

/** An encrypted value: of `!vault` it is what it is; in an encrypted file it may be a template, and what comes of it is secret. */
function renderSecret(node: ScalarNode, secret: Secret, scope: Scope): Result<Value, Diagnostic> {
  if (node.unsafe === true) return ok(secret);
  const parsed = templateIn(textIn(secret), node.place);
  if (parsed === undefined) return ok(secret);
  const value = render(parsed, scope);
  return value.ok ? ok(seal(value.value)) : err(withoutText(value.error, node.place.file));
}

/** Which variable is missing may be said; other messages could quote the secret text, and so could a line of its file. */
function withoutText(problem: Diagnostic, file: string): Diagnostic {
  const { code, place } = problem;
  return {
    ...problem, ...(code !== "undefined-variable" && { message: "The template in this encrypted value cannot be evaluated" }),
    ...(place?.file === file && { place: { ...place, text: "" } }),
  };
}

function render({ source, template }: PlaybookString, scope: Scope): Result<Value, Diagnostic> {
  const value = template instanceof Fault ? template : opening(() => renderTemplate(template, scope));
  return value instanceof Fault ? err(value.diagnostic(source)) : ok(restoreNewlines(value, source.text));
}

function renderTemplate(template: Template, scope: Scope): Value | Fault {
  const parts = template.plain === undefined ? renderStatements(template, scope) : renderPlain(template.plain, scope);
  if (parts instanceof Fault || parts instanceof Unknown) return parts;
  const [only, ...more] = parts.filter(({ value, fromOutput }) => fromOutput || (typeof value === "string" && value.trim() !== ""));
  return only?.fromOutput === true && more.length === 0 && !isText(only.value) ? leave(only.value) : join(parts);
}

function renderStatements(template: Template, scope: Scope): readonly Part[] | Unknown | Fault {
  const parts: Part[] = [];
  const rendering = new Rendering(template.source, undefined);
  const ended = guarded(() => renderWhole(template, scope, { rendering, parts, native: true }));
  if (ended instanceof Fault || ended.stop instanceof Fault) return ended instanceof Fault ? ended : ended.stop as Fault;
  const unknown = rendering.unknown ?? ended.stop;
  return unknown instanceof Unknown ? unknown : parts;
}

/** White space round a text is part of it; round a value of another type it is layout. */
function isText(value: Value): boolean {
  return typeof value === "string" || value instanceof Secret;
}

function renderList(items: readonly Node[], scope: Scope): Result<Value, Diagnostic> {
  const values: Value[] = [];
  for (const item of items) {
    const value = renderVariable(item, scope);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

function renderMap(node: MapNode, scope: Scope): Result<Value, Diagnostic> {
  const entries: [string, Value][] = [];
  for (const { key, keyPlace, value } of node.entries) {
    const name = renderString(key, keyPlace, scope);
    if (!name.ok) return name;
    if (name.value instanceof Unknown) return ok(name.value);
    if (name.value instanceof Secret) return err(problemAt("secret-key", "A key of a dictionary cannot be secret", { place: keyPlace }));
    const rendered = renderVariable(value, scope);
    if (!rendered.ok) return rendered;
    entries.push([textOf(name.value), rendered.value]);
  }
  return ok(mapOf(entries));
}
