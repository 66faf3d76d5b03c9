import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderJinja } from "#engine/language/jinja-file.js";
import { renderMustache } from "#engine/language/mustache-file.js";
import type { RenderedTemplate } from "#engine/module/contract.js";
import type { PlannedTask } from "#engine/plan/types.js";

/** Renders a template file: .j2 as Jinja2, everything else as mustache. */
export async function renderFile(path: string, scope: Scope, task: PlannedTask): Promise<Result<RenderedTemplate | Unknown, Problem>> {
  const text = readText(path);
  if (text === undefined) return err({ reason: "bad-input", diagnostics: [problemAt("source-unreadable", `cannot read the template ${path}`, { place: task.place })] });
  const rendered = path.endsWith(".j2") ? await renderJinja(text, path, scope)
    : renderMustache(text, path, scope, { partial: (name) => readText(join(dirname(path), `${name}.mustache`)) });
  if (!rendered.ok) return err({ reason: "bad-input", diagnostics: [rendered.error] });
  const { value } = rendered;
  if (value instanceof Unknown) return ok(value);
  if (value instanceof Secret) return ok({ path, content: { from: "secret", text: value }, bytes: new TextEncoder().encode(value.reveal()), secret: true });
  const bytes = new TextEncoder().encode(value);
  return ok({ path, content: { from: "memory", bytes }, bytes, secret: false });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // the caller says which file could not be read
  }
}
