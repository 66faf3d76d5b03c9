import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { opening } from "./closed.js";
import { Fault } from "./fault.js";
import { readHeader } from "./jinja-header.js";
import type { Rendered } from "./mustache-file.js";
import { renderWhole } from "./render-files.js";
import { textOfParts } from "./render-pieces.js";
import { Rendering, type FoundTemplate, type Part, type TemplateFiles } from "./rendering.js";
import type { Scope } from "./scope.js";
import { fileSource, type Source } from "./source.js";
import { parseTemplate } from "./template-parser.js";
import { DEFAULT_SETTINGS, type JinjaSettings } from "./template-settings.js";
import type { Template } from "./template-tree.js";
import { restoreNewlines, withoutLastNewline } from "./trailing-newlines.js";

/** Another template, as it was found under a name: its path for messages, and its text. */
export interface TemplateFile { readonly path: string; readonly text: string }

/** Where included, imported and extended templates come from. */
export interface TemplateFinder {
  find(name: string): TemplateFile | undefined;
  /** Where it was looked for, for the hint. */
  searched(name: string): readonly string[];
}

/** What a rendering may be given besides text and variables. */
export interface JinjaOptions {
  readonly finder?: TemplateFinder | undefined;
  /** The settings to start from; a header in the text changes them. */
  readonly settings?: JinjaSettings | undefined;
  /** Templates parsed before. */
  readonly parsed?: ParsedTemplates | undefined;
}

/**
 * Renders a .j2 template: all of Jinja2's statements as Ansible's template module knows them, with strict undefined variables, places (also in
 * included files and macros), secrets and unknown values as everywhere in the language.
 */
export function renderJinja(text: string, file: string, scope: Scope, options: JinjaOptions = {}): Result<Rendered, Diagnostic> {
  const templates = options.parsed ?? new ParsedTemplates();
  const parsed = templates.withHeader({ path: file, text }, options.settings ?? DEFAULT_SETTINGS);
  if (!parsed.ok) return parsed;
  const { template, source, settings } = parsed.value;
  const value = template instanceof Fault ? template : opened(template, scope, filesOf(options.finder, settings, templates));
  return value instanceof Fault ? err(value.at({ start: 0, end: 0 }).diagnostic(source)) : ok(restoreNewlines(value, text, settings.newline) as Rendered);
}

/** The same, where encrypted values may turn out to be closed. */
function opened(...given: Parameters<typeof rendered>): Value | Fault {
  return opening(() => rendered(...given));
}

/** Renders a parsed template as one text. */
function rendered(template: Template, scope: Scope, files: TemplateFiles | undefined): Value | Fault {
  const parts: Part[] = [];
  const rendering = new Rendering(template.source, files);
  const ended = guarded(() => renderWhole(template, scope, { rendering, parts, native: false }));
  if (ended instanceof Fault) return ended;
  const text = textOfParts(ended.stop, { parts, context: ended.context });
  return rendering.unknown ?? text;
}

/** The included templates of a rendering: Jinja2 reads them with the settings of the one that includes them. */
export function filesOf(finder: TemplateFinder | undefined, settings: JinjaSettings, templates: ParsedTemplates): TemplateFiles | undefined {
  return finder && {
    find: (name) => {
      const file = finder.find(name);
      return file && templates.included(file, settings);
    },
    searched: (name) => finder.searched(name),
  };
}

/** Templates call each other far enough to exhaust the stack before any limit that counts levels says so. */
export function guarded<T>(run: () => T): T | Fault {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return new Fault("too-deep", "The template calls itself too deeply", { hint: "A macro, an include or a lookup that comes back to itself needs a condition that ends it." });
    throw error;
  }
}

/** A template's text parsed: its settings, the text below its header, and the tree or the first mistake in it. */
export interface ParsedJinja extends FoundTemplate { readonly settings: JinjaSettings }

/** Parses a .j2 template with its header; an error is one of the header. */
export function parseJinja(written: string, file: string, base: JinjaSettings = DEFAULT_SETTINGS): Result<ParsedJinja, Diagnostic> {
  const text = normalized(written);
  const head = readHeader(text, file, base);
  if (!head.ok) return head;
  const { settings, header, body } = head.value;
  return ok({ ...parseBody(body, fileSource(text, file), header.length, settings), settings });
}

/** Jinja writes its own newlines whatever it reads. */
function normalized(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function parseBody(body: string, whole: Source, by: number, settings: JinjaSettings): FoundTemplate {
  const text = settings.keepTrailingNewline ? body : withoutLastNewline(body);
  const source: Source = { text, place: ({ start, end }) => whole.place({ start: start + by, end: end + by }) };
  return { template: parseTemplate(source, { rawStrings: false, ...settings }), source };
}

/** Keeps what templates were parsed into, by path, as long as their text stays the same: a template for a hundred hosts is parsed once. */
export class ParsedTemplates {
  readonly #headed = new Map<string, { readonly text: string; readonly parsed: Result<ParsedJinja, Diagnostic> }>();
  readonly #included = new Map<string, { readonly text: string; readonly parsed: FoundTemplate }>();

  /** A template that a task names. */
  withHeader({ path, text }: TemplateFile, settings: JinjaSettings): Result<ParsedJinja, Diagnostic> {
    return kept(this.#headed, { path, text }, settings, () => parseJinja(text, path, settings));
  }

  /** A template that another includes: a header in it is text. */
  included({ path, text }: TemplateFile, settings: JinjaSettings): FoundTemplate {
    return kept(this.#included, { path, text }, settings, () => parseBody(normalized(text), fileSource(normalized(text), path), 0, settings));
  }
}

function kept<T>(all: Map<string, { readonly text: string; readonly parsed: T }>, { path, text }: TemplateFile, settings: JinjaSettings, parse: () => T): T {
  const key = settings === DEFAULT_SETTINGS ? path : JSON.stringify([path, settings]);
  const known = all.get(key);
  if (known?.text === text) return known.parsed;
  const parsed = parse();
  all.set(key, { text, parsed });
  return parsed;
}
