import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderJinja, type ParsedTemplates } from "#engine/language/jinja-file.js";
import { renderMustache, type Rendered } from "#engine/language/mustache-file.js";
import { settingsFrom } from "#engine/language/template-settings.js";
import type { RenderedTemplate, TemplateOptions } from "#engine/module/contract.js";
import { learnLines, readSource } from "#engine/plan/source-content.js";
import { IncludedTemplates, isMustache, parsedTemplatesOf, shownPath, type TemplatePlace } from "#engine/plan/template-finder.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { TemplateScope } from "./template-scope.js";

/** What a template file is rendered for. */
export interface TemplateUse extends TemplatePlace, TemplateOptions {
  /** The name by which it was asked for. */
  readonly name: string;
  /** Templates parsed before. */
  readonly parsed?: ParsedTemplates;
}

/** Renders a template file: .mustache as mustache, everything else as Jinja2. What comes of an encrypted one, or of one that includes such a file, is secret. */
export function renderTemplateFile(use: TemplateUse, scope: Scope): Result<Rendered, Diagnostic> {
  const read = readSource(use.path);
  if (!read.ok) return read;
  const finder = new IncludedTemplates(use);
  const text = read.value.bytes.toString("utf8");
  const rendered = renderText(text, use, { finder, scope: new TemplateScope(use, scope) });
  const sealed = read.value.sealed || finder.sealed;
  if (!rendered.ok) return sealed ? err(withoutText(rendered.error)) : rendered;
  return sealed ? ok(sealedText(rendered.value)) : rendered;
}

function sealedText(rendered: Rendered): Rendered {
  if (rendered instanceof Unknown) return rendered;
  const secret = rendered instanceof Secret ? rendered : new Secret(rendered);
  learnLines(secret);
  return secret;
}

function renderText(text: string, { path, parsed, settings: given = {} }: TemplateUse, { finder, scope }: { finder: IncludedTemplates; scope: Scope }): Result<Rendered, Diagnostic> {
  const settings = settingsFrom(given);
  const file = shownPath(path);
  if (!isMustache(path)) return renderJinja(text, file, scope, { finder, settings, parsed });
  const rendered = renderMustache(text, file, scope, finder.partials());
  return rendered.ok ? ok(withNewlines(rendered.value, settings.newline)) : rendered;
}

function withNewlines(value: Rendered, newline: string): Rendered {
  const change = (text: string): string => newline === "\n" ? text : text.replace(/\r\n|\r|\n/g, newline);
  return typeof value === "string" ? change(value) : value instanceof Secret ? value.derive(change) : value;
}

/** Which variable is missing may be said of an encrypted template; its lines, and messages that could quote them, may not be shown. */
function withoutText(problem: Diagnostic): Diagnostic {
  const { code, place } = problem;
  return { ...problem, ...(code !== "undefined-variable" && { message: "this encrypted template cannot be rendered" }), ...(place && { place: { ...place, text: "" } }) };
}

/** Renders a template file for a task, which parses it once for all its hosts. */
export function renderFile(use: Omit<TemplateUse, "parsed">, scope: Scope, task: PlannedTask): Result<RenderedTemplate | Unknown, Problem> {
  const rendered = renderTemplateFile({ ...use, parsed: parsedTemplatesOf(task) }, scope);
  if (!rendered.ok) return err({ reason: "bad-input", diagnostics: [rendered.error.place === undefined ? problemAt(rendered.error.code, rendered.error.message, { place: task.place, hint: rendered.error.hint }) : rendered.error] });
  return ok(templateOf(use.path, rendered.value));
}

function templateOf(path: string, value: Rendered): RenderedTemplate | Unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof Secret) return { path, content: { from: "secret", text: value }, bytes: new TextEncoder().encode(value.reveal()), secret: true };
  const bytes = new TextEncoder().encode(value);
  return { path, content: { from: "memory", bytes }, bytes, secret: false };
}
