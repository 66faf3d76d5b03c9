import { dirname, join } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { renderMustache, type Rendered } from "#engine/language/mustache-file.js";
import type { RenderedTemplate } from "#engine/module/contract.js";
import { readSource } from "#engine/plan/source-content.js";
import type { PlannedTask } from "#engine/plan/types.js";

/** Renders a template file: .j2 as Jinja2, everything else as mustache. What comes of an encrypted one is secret. */
export async function renderFile(path: string, scope: Scope, task: PlannedTask): Promise<Result<RenderedTemplate | Unknown, Problem>> {
  const read = readSource(path, task.place);
  if (!read.ok) return err({ reason: "bad-input", diagnostics: [read.error] });
  const { bytes, sealed } = read.value;
  const text = bytes.toString("utf8");
  const rendered = path.endsWith(".j2") ? await renderJinja(text, path, scope)
    : renderMustache(text, path, scope, { partial: (name) => partialText(join(dirname(path), `${name}.mustache`)) });
  if (!rendered.ok) return err({ reason: "bad-input", diagnostics: [sealed ? withoutText(rendered.error) : rendered.error] });
  return ok(templateOf(path, sealed && typeof rendered.value === "string" ? new Secret(rendered.value) : rendered.value));
}

function templateOf(path: string, value: Rendered): RenderedTemplate | Unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof Secret) return { path, content: { from: "secret", text: value }, bytes: new TextEncoder().encode(value.reveal()), secret: true };
  const bytes = new TextEncoder().encode(value);
  return { path, content: { from: "memory", bytes }, bytes, secret: false };
}

/** Which variable is missing may be said of an encrypted template; its lines, and messages that could quote them, may not be shown. */
function withoutText(problem: Diagnostic): Diagnostic {
  const { code, place } = problem;
  return { ...problem, ...(code !== "undefined-variable" && { message: "this encrypted template cannot be rendered" }), ...(place && { place: { ...place, text: "" } }) };
}

function partialText(path: string): string | undefined {
  const read = readSource(path);
  return read.ok ? read.value.bytes.toString("utf8") : undefined; // the renderer says which partial is missing
}
