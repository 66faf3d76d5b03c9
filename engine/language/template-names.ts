import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Fault } from "./fault.js";
import { freeNamesOfTemplate, freeNamesOfTree, type FreeName } from "./free-names.js";
import { parseJinja } from "./jinja-file.js";
import { ITEM } from "./section-scope.js";
import { fileSource } from "./source.js";
import { tagsOf } from "./mustache-tags.js";

/** The variables that a .j2 template refers to, or the first mistake in it; nothing is known of one that minijinja-js renders. */
export function namesInJinja(text: string, file: string): Result<readonly FreeName[], Diagnostic> {
  const parsed = parseJinja(text, file);
  if (!parsed.ok) return parsed;
  const { template, source } = parsed.value;
  if (!(template instanceof Fault)) return ok(freeNamesOfTemplate(template, source));
  return template.code === "unknown-statement" ? ok([]) : err(template.diagnostic(source));
}

/** The variables that a .mustache template refers to, or the first mistake in it. Within a section a name may come from its item, so it counts as guarded. */
export function namesInMustache(text: string, file: string): Result<readonly FreeName[], Diagnostic> {
  const source = fileSource(text, file);
  const tags = tagsOf(source);
  if (tags instanceof Fault) return err(tags.diagnostic(source));
  return ok(tags.flatMap(({ expression, guarded }) => freeNamesOfTree(expression.tree, source).filter(({ name }) => name !== ITEM).map((name) => guarded ? { ...name, guarded } : name)));
}
