import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Fault } from "./fault.js";
import { freeNamesOfTree, type FreeName } from "./free-names.js";
import { filesOf, ParsedTemplates, type JinjaOptions } from "./jinja-file.js";
import { boundPieces } from "./names-in-pieces.js";
import { ITEM } from "./section-scope.js";
import { fileSource, type Source } from "./source.js";
import type { MustacheOptions } from "./mustache-file.js";
import { tagsOf, type MustacheReference } from "./mustache-tags.js";
import { missingPartial } from "./mustache-writer.js";
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

/** The variables that a .mustache template and its partials refer to, or the first mistake in them. Within a section a name may come from its item, so it counts as guarded. */
export function namesInMustache(text: string, file: string, options: MustacheOptions = {}): Result<readonly FreeName[], Diagnostic> {
  return namesInTags(fileSource(text, file), { options, inside: [file], guarded: false });
}

interface TagWalk { readonly options: MustacheOptions; readonly inside: readonly string[]; readonly guarded: boolean }

function namesInTags(source: Source, walk: TagWalk): Result<readonly FreeName[], Diagnostic> {
  const tags = tagsOf(source);
  if (tags instanceof Fault) return err(tags.diagnostic(source));
  const all: FreeName[] = [];
  for (const tag of tags) {
    const guarded = tag.guarded || walk.guarded;
    const names = tag.kind === "partial" ? namesInPartial(tag, source, { ...walk, guarded })
      : ok(freeNamesOfTree(tag.expression.tree, source).filter(({ name }) => name !== ITEM).map((name) => guarded ? { ...name, guarded } : name));
    if (!names.ok) return names;
    all.push(...names.value);
  }
  return ok(all);
}

/** A partial that goes in a circle is somebody's way to write a tree; whether it ends only rendering can tell. */
function namesInPartial({ name, span }: Extract<MustacheReference, { kind: "partial" }>, source: Source, walk: TagWalk): Result<readonly FreeName[], Diagnostic> {
  const { options: { partial, searched }, inside, guarded } = walk;
  if (partial === undefined) return ok([]);
  const found = partial(name);
  if (found === undefined) return guarded ? ok([]) : err(missingPartial(name, span, searched?.(name) ?? []).diagnostic(source));
  return inside.includes(found.path) ? ok([]) : namesInTags(fileSource(found.text, found.path), { ...walk, inside: [...inside, found.path] });
}
