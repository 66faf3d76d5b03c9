import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Fault } from "./fault.js";
import { freeNamesOfTree, type FreeName } from "./free-names.js";
import { filesOf, ParsedTemplates, type JinjaOptions } from "./jinja-file.js";
import { boundPieces } from "./names-in-pieces.js";
import { ITEM } from "./section-scope.js";
import { fileSource } from "./source.js";
import { tagsOf } from "./mustache-tags.js";
import { DEFAULT_SETTINGS } from "./template-settings.js";

/** The variables that a .j2 template and those that it plainly names refer to, or the first mistake in them. */
export function namesInJinja(text: string, file: string, options: JinjaOptions = {}): Result<readonly FreeName[], Diagnostic> {
  const templates = options.parsed ?? new ParsedTemplates();
  const parsed = templates.withHeader({ path: file, text }, options.settings ?? DEFAULT_SETTINGS);
  if (!parsed.ok) return parsed;
  const { template, source, settings } = parsed.value;
  if (template instanceof Fault) return err(template.diagnostic(source));
  const found: FreeName[] = [];
  const problems: Diagnostic[] = [];
  const others = filesOf(options.finder, settings, templates);
  boundPieces(template, {
    source, found, problems, guards: new Set(), bound: new Set(["self"]), later: new Set(), conditional: false, muted: false, overridden: new Set(), files: others && { ...others, inside: [file] },
  });
  return problems[0] === undefined ? ok(found) : err(problems[0]);
}

/** The variables that a .mustache template refers to, or the first mistake in it. Within a section a name may come from its item, so it counts as guarded. */
export function namesInMustache(text: string, file: string): Result<readonly FreeName[], Diagnostic> {
  const source = fileSource(text, file);
  const tags = tagsOf(source);
  if (tags instanceof Fault) return err(tags.diagnostic(source));
  return ok(tags.flatMap(({ expression, guarded }) => freeNamesOfTree(expression.tree, source).filter(({ name }) => name !== ITEM).map((name) => guarded ? { ...name, guarded } : name)));
}
