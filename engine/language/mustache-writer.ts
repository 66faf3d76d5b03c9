import Mustache from "mustache";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { truth } from "./comparison.js";
import { Fault } from "./fault.js";
import { innerTokens, parseMustache, tagExpression, type MustacheToken } from "./mustache-tags.js";
import { needed, type Outcome } from "./outcome.js";
import type { MustacheOptions } from "./mustache-file.js";
import type { Part } from "./rendering.js";
import type { Scope } from "./scope.js";
import { SectionScope } from "./section-scope.js";
import { fileSource, type Source, type Span } from "./source.js";
import { Undefined } from "./undefined.js";

/** Partials within each other beyond this go in a circle. */
const PARTIAL_DEPTH = 50;

/** What the package's types call a token. */
type Loose = string[];

/**
 * The package's writer with everything that decides replaced: values come from expressions, and what is written is collected
 * in `parts`, since a part may be secret or unknown. The strings that the package puts together stay empty. One writer serves
 * one rendering, so that its cache of templates goes with it.
 */
export class MustacheWriter extends Mustache.Writer {
  readonly parts: Part[] = [];
  /** The first mistake; nothing is written after it. */
  problem: Diagnostic | undefined;
  #source: Source;
  readonly #options: MustacheOptions;
  #depth = 0;

  constructor(source: Source, options: MustacheOptions) {
    super();
    this.#source = source;
    this.#options = options;
  }

  /** Renders the template into `parts`. */
  write(scope: Scope): void {
    this.#writeSource(new Mustache.Context(scope));
  }

  override rawValue(token: Loose): string {
    if (this.problem === undefined) this.parts.push({ value: token[1] ?? "", fromOutput: false });
    return "";
  }

  override escapedValue(token: Loose, context: Mustache.Context): string {
    return this.unescapedValue(token, context);
  }

  override unescapedValue(token: Loose, context: Mustache.Context): string {
    const value = this.#value(token, context);
    if (value !== undefined) this.parts.push({ value, fromOutput: true });
    return "";
  }

  override renderSection(token: Loose, context: Mustache.Context): string {
    const value = this.#value(token, context);
    const inner = innerTokens(token as unknown as MustacheToken);
    if (value === undefined) return "";
    if (value instanceof Unknown) this.parts.push({ value, fromOutput: true });
    else if (isList(value)) for (const item of value) this.#inside(inner, context, item);
    else if (value === true) this.#writeTokens(inner, context);
    else if (isMap(value) || truth(value) === true) this.#inside(inner, context, value);
    return "";
  }

  override renderInverted(token: Loose, context: Mustache.Context): string {
    const outcome = this.#outcome(token, context);
    const value = outcome instanceof Undefined ? false : outcome;
    if (value instanceof Fault) this.#blame(value);
    else if (value instanceof Unknown) this.parts.push({ value, fromOutput: true });
    else if (value !== undefined && !isMap(value) && truth(value) === false) this.#writeTokens(innerTokens(token as unknown as MustacheToken), context);
    return "";
  }

  override renderPartial(token: Loose, context: Mustache.Context): string {
    const [, name, start, end, indentation, index, lineHasText] = token as unknown as MustacheToken;
    if (this.problem !== undefined) return "";
    const file = this.#depth < PARTIAL_DEPTH ? this.#options.partial?.(name) : undefined;
    if (file === undefined) {
      this.#blame(this.#depth >= PARTIAL_DEPTH ? circle(name, { start, end }) : missingPartial(name, { start, end }, this.#options.searched?.(name) ?? []));
      return "";
    }
    const indent = index === 0 && typeof indentation === "string" ? indentation.replace(/[^ \t]/g, "") : "";
    this.#inSource(partialSource(this.#indented(file.text, indent, lineHasText === true), file.path, indent), context);
    return "";
  }

  #indented(text: string, indent: string, lineHasText: boolean): string {
    return indent === "" ? text : this.indentPartial(text, indent, lineHasText);
  }

  #inSource(source: Source, context: Mustache.Context): void {
    const outer = this.#source;
    this.#source = source;
    this.#depth += 1;
    this.#writeSource(context);
    this.#depth -= 1;
    this.#source = outer;
  }

  #writeSource(context: Mustache.Context): void {
    const tokens = parseMustache(this, this.#source);
    if (tokens instanceof Fault) this.#blame(tokens);
    else this.#writeTokens(tokens, context);
  }

  #writeTokens(tokens: readonly MustacheToken[], context: Mustache.Context): void {
    if (this.problem === undefined) this.renderTokens(tokens as unknown as Loose[], context);
  }

  #inside(tokens: readonly MustacheToken[], context: Mustache.Context, item: Value): void {
    this.#writeTokens(tokens, new Mustache.Context(new SectionScope(item, context.view as Scope), context));
  }

  /** A tag's value; undefined after a mistake, which is kept. */
  #value(token: Loose, context: Mustache.Context): Value | undefined {
    const outcome = this.#outcome(token, context);
    if (outcome === undefined) return undefined;
    const value = needed(outcome);
    if (!(value instanceof Fault)) return value;
    this.#blame(value);
    return undefined;
  }

  #outcome(token: Loose, context: Mustache.Context): Outcome | undefined {
    if (this.problem !== undefined) return undefined;
    const expression = tagExpression(token as unknown as MustacheToken, this.#source);
    if (expression instanceof Fault) return expression;
    const outcome = expression.code(context.view as Scope);
    return outcome instanceof Fault ? outcome.at(expression.tree) : outcome;
  }

  /** Keeps the first mistake. */
  #blame(fault: Fault): void {
    this.problem ??= fault.diagnostic(this.#source);
  }
}

function circle(name: string, span: Span): Fault {
  return new Fault("partial-cycle", `The partial "${name}" includes itself without end`, { span });
}

/** A partial that is not there. */
export function missingPartial(name: string, span: Span, searched: readonly string[]): Fault {
  return new Fault("missing-partial", `There is no partial "${name}"`, { span, hint: `It was looked for as ${searched.length === 0 ? `${name}.mustache` : searched.join(", ")}.` });
}

/** A partial was set in by mustache; its file was not. */
function partialSource(text: string, file: string, indent: string): Source {
  const source = fileSource(text, file);
  return {
    text,
    place: (span) => {
      const place = source.place(span);
      const shift = place.text.startsWith(indent) ? indent.length : 0;
      return { ...place, column: Math.max(1, place.column - shift), text: place.text.slice(shift) };
    },
  };
}
