import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Fault } from "./fault.js";
import { readHeader, type JinjaSettings } from "./jinja-header.js";
import { LocalScope } from "./local-scope.js";
import { renderWithMinijinja } from "./minijinja.js";
import type { Rendered } from "./mustache-file.js";
import { join, renderPieces, type Part } from "./render-pieces.js";
import type { Scope } from "./scope.js";
import { fileSource, type Source } from "./source.js";
import { parseTemplate } from "./template-parser.js";
import type { Template } from "./template-tree.js";
import { restoreNewlines, withoutLastNewline } from "./trailing-newlines.js";

/**
 * Renders a .j2 template. Templates of outputs, if, for, set, raw and comments (nearly all that roles have) are rendered by the
 * language itself: strict undefined, places, secrets and unknown values as everywhere. What else Jinja knows (macro, block, include,
 * call, filter) goes to the package minijinja-js, which has to be installed; see engine/language/minijinja.ts for what is looser there.
 */
export async function renderJinja(text: string, file: string, scope: Scope): Promise<Result<Rendered, Diagnostic>> {
  const parsed = parseJinja(text, file);
  if (!parsed.ok) return parsed;
  const { template, source, settings, body } = parsed.value;
  if (template instanceof Fault && template.code === "unknown-statement") {
    const result = await renderWithMinijinja({ source, file, settings, scope });
    return result.ok ? ok(restoreNewlines(result.value, body) as Rendered) : result;
  }
  const value = template instanceof Fault ? template : renderWhole(template, scope);
  return value instanceof Fault ? err(value.at({ start: 0, end: 0 }).diagnostic(source)) : ok(restoreNewlines(value, body) as Rendered);
}

/** A .j2 template in parts: its header's settings, the text below it, and that parsed or the first mistake in it. */
export interface ParsedJinja { readonly template: Template | Fault; readonly source: Source; readonly settings: JinjaSettings; readonly body: string }

/** Parses a .j2 template; an error is one of its header. */
export function parseJinja(written: string, file: string): Result<ParsedJinja, Diagnostic> {
  const text = written.replaceAll("\r\n", "\n"); // Jinja writes \n whatever it reads
  const settings = readHeader(text, file);
  if (!settings.ok) return settings;
  const { header, body } = settings.value;
  const source = shifted(withoutLastNewline(body), fileSource(text, file), header.length);
  return ok({ template: parseTemplate(source, { rawStrings: false, ...settings.value }), source, settings: settings.value, body });
}

/** The text behind a header, with the places of the whole file. */
function shifted(body: string, whole: Source, by: number): Source {
  return { text: body, place: ({ start, end }) => whole.place({ start: start + by, end: end + by }) };
}

function renderWhole(template: Template, scope: Scope): ReturnType<typeof join> {
  const parts: Part[] = [];
  return renderPieces(template.pieces, new LocalScope(scope), parts) ?? join(parts);
}
