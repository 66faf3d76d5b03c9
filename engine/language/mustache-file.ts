import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Secret } from "#engine/core/secret.js";
import type { Unknown } from "#engine/core/value.js";
import { opening } from "./closed.js";
import { Fault } from "./fault.js";
import type { TemplateFile } from "./jinja-file.js";
import { MustacheWriter } from "./mustache-writer.js";
import { join } from "./render-pieces.js";
import type { Scope } from "./scope.js";
import { fileSource } from "./source.js";

/** What a template file gives: text, a secret when a part of it is one, unknown when a part of it is. */
export type Rendered = string | Secret | Unknown;

/** Where partials come from: `{{> name }}` asks for `name`. */
export interface MustacheOptions {
  readonly partial?: ((name: string) => TemplateFile | undefined) | undefined;
  /** Where a partial was looked for, for the hint. */
  readonly searched?: ((name: string) => readonly string[]) | undefined;
}

/**
 * Renders a .mustache template through the mustache package, strictly: no HTML escapes, an undefined variable is an error with its
 * place, own properties only. A tag may hold an expression of the language (`{{ port | default(80) }}`, `{{# users | selectattr('admin') }}`).
 */
export function renderMustache(text: string, file: string, scope: Scope, options: MustacheOptions = {}): Result<Rendered, Diagnostic> {
  const source = fileSource(text, file);
  const writer = new MustacheWriter(source, options);
  const joined = opening(() => {
    writer.write(scope);
    return join(writer.parts);
  });
  if (writer.problem !== undefined) return err(writer.problem);
  return joined instanceof Fault ? err(joined.at({ start: 0, end: 0 }).diagnostic(source)) : ok(joined as Rendered);
}
