import { dirname, join } from "node:path";
import Mustache from "mustache";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { truth } from "./comparison.js";
import { compileTree, type Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { tokenize } from "./lexer.js";
import { needed, type Outcome } from "./outcome.js";
import { parseTokens } from "./parser.js";
import type { Part } from "./render-pieces.js";
import type { Scope } from "./scope.js";
import { SectionScope, ITEM } from "./section-scope.js";
import { fileSource, type Source } from "./source.js";
import { Undefined } from "./undefined.js";

/** Partials within each other beyond this go in a circle. */
const PARTIAL_DEPTH = 50;

type Token = string[];
/** A token as the package really makes it: kind, what the tag holds, where it starts and ends, and then what belongs to its kind. */
type RealToken = readonly [kind: string, value: string, start: number, end: number, inner: unknown, index: unknown, lineHasText: unknown];

/**
 * The package's writer with everything that decides replaced: values come from expressions, and what is written is collected
 * in `parts`, since a part may be secret or unknown. The strings that the package puts together stay empty.
 */
export class MustacheWriter extends Mustache.Writer {
  readonly parts: Part[] = [];
  /** The first mistake; nothing is written after it. */
  problem: Diagnostic | undefined;
  #source: Source;
  readonly #partial: ((name: string) => string | undefined) | undefined;
  readonly #file: string;
  #depth = 0;

  constructor({ source, partial }: { source: Source; partial: ((name: string) => string | undefined) | undefined }) {
    super();
    this.#source = source;
    this.#partial = partial;
    this.#file = source.place({ start: 0, end: 0 }).file;
  }

  /** The tokens of a template; the package throws at a mistake in it. */
  parseStrictly(source: Source): Token[] | Fault {
    try {
      return this.parse(source.text) as Token[];
    } catch (error) {
      return syntaxFault(error instanceof Error ? error.message : String(error), source.text);
    }
  }

  override rawValue(token: Token): string {
    if (this.problem === undefined) this.parts.push({ value: token[1] ?? "", fromOutput: false });
    return "";
  }

  override escapedValue(token: Token, context: Mustache.Context): string {
    return this.unescapedValue(token, context);
  }

  override unescapedValue(token: Token, context: Mustache.Context): string {
    const value = this.#value(token, context);
    if (value !== undefined) this.parts.push({ value, fromOutput: true });
    return "";
  }

  override renderSection(token: Token, context: Mustache.Context): string {
    const value = this.#value(token, context);
    const inner = (token as unknown as RealToken)[4] as Token[];
    if (value === undefined) return "";
    if (value instanceof Unknown) this.parts.push({ value, fromOutput: true });
    else if (isList(value)) for (const item of value) this.#inside(inner, context, item);
    else if (isMap(value)) this.#inside(inner, context, value);
    else if (value === true) this.renderTokens(inner, context);
    else if (truth(value) === true) this.#inside(inner, context, value);
    return "";
  }

  override renderInverted(token: Token, context: Mustache.Context): string {
    const outcome = this.#outcome(token, context);
    const value = outcome instanceof Undefined ? false : outcome;
    if (value instanceof Fault) this.#blame(value);
    else if (value instanceof Unknown) this.parts.push({ value, fromOutput: true });
    else if (value !== undefined && !isMap(value) && truth(value) === false) this.renderTokens((token as unknown as RealToken)[4] as Token[], context);
    return "";
  }

  override renderPartial(token: Token, context: Mustache.Context): string {
    const [, name, start, end, indentation, index, lineHasText] = token as unknown as RealToken;
    if (this.problem !== undefined) return "";
    const text = this.#partial?.(name);
    if (text === undefined || this.#depth >= PARTIAL_DEPTH) {
      this.#blame(text === undefined ? new Fault("missing-partial", `There is no partial "${name}"`, { span: { start, end }, hint: `It is looked for beside the template, as ${name}.mustache.` })
        : new Fault("partial-cycle", `The partial "${name}" includes itself without end`, { span: { start, end } }));
      return "";
    }
    const indent = index === 0 && typeof indentation === "string" ? indentation.replace(/[^ \t]/g, "") : "";
    const indented = indent === "" ? text : this.indentPartial(text, indent, lineHasText === true);
    this.#renderPartialText(partialSource(indented, join(dirname(this.#file), `${name}.mustache`), indent.length), context);
    return "";
  }

  #renderPartialText(source: Source, context: Mustache.Context): void {
    const outer = this.#source;
    this.#source = source;
    this.#depth += 1;
    const tokens = this.parseStrictly(source);
    if (tokens instanceof Fault) this.#blame(tokens);
    else this.renderTokens(tokens, context);
    this.#depth -= 1;
    this.#source = outer;
  }

  #inside(tokens: Token[], context: Mustache.Context, item: Value): void {
    if (this.problem === undefined) this.renderTokens(tokens, new Mustache.Context(new SectionScope(item, scopeOf(context)), context));
  }

  /** A tag's value; undefined after a mistake, which is kept. */
  #value(token: Token, context: Mustache.Context): Value | undefined {
    const outcome = this.#outcome(token, context);
    if (outcome === undefined) return undefined;
    const value = needed(outcome);
    if (!(value instanceof Fault)) return value;
    this.#blame(value);
    return undefined;
  }

  #outcome(token: Token, context: Mustache.Context): Outcome | undefined {
    if (this.problem !== undefined) return undefined;
    const expression = this.#expression(token as unknown as RealToken);
    if (expression instanceof Fault) {
      this.#blame(expression);
      return undefined;
    }
    const outcome = expression.code(scopeOf(context));
    return outcome instanceof Fault ? outcome.at(expression.tree) : outcome;
  }

  #expression([, value, start, end]: RealToken): Expression | Fault {
    const from = this.#source.text.indexOf(value, start);
    if (value.trim() === "") return new Fault("syntax-error", "The tag is empty", { span: { start, end } });
    const text = withItem(this.#source.text.slice(0, from + value.length), from);
    const { tokens, fault } = tokenize(text, { from });
    const tree = fault ?? parseTokens(tokens);
    return tree instanceof Fault ? tree : compileTree(tree, { ...this.#source, text });
  }

  /** Keeps the first mistake. */
  #blame(fault: Fault): void {
    this.problem ??= fault.diagnostic(this.#source);
  }
}

/** The item of the innermost section is written `.` in mustache; the language needs a name of the same length. */
function withItem(text: string, from: number): string {
  return text.startsWith(".", from) && !/\w/.test(text.charAt(from + 1)) ? text.slice(0, from) + ITEM + text.slice(from + 1) : text;
}

function scopeOf(context: Mustache.Context): Scope {
  return context.view as Scope;
}

/** A partial was indented by mustache; its file was not. */
function partialSource(text: string, file: string, indent: number): Source {
  const source = fileSource(text, file);
  return {
    text,
    place: (span) => {
      const place = source.place(span);
      const shift = place.text.startsWith(" ".repeat(indent)) || place.text.startsWith("\t".repeat(indent)) ? indent : 0;
      return { ...place, column: Math.max(1, place.column - shift), text: place.text.slice(shift) };
    },
  };
}

/** `Unclosed section "users" at 61` with a better place: where the section was opened. */
function syntaxFault(message: string, text: string): Fault {
  const [, what = message, offset = "0"] = /^(.*) at (\d+)$/.exec(message) ?? [];
  const name = /^Unclosed section "(.*)"$/.exec(what)?.[1];
  const opened = name === undefined ? -1 : openingOf(name, text);
  const at = opened !== -1 ? opened : what === "Unclosed tag" ? Math.max(0, text.lastIndexOf("{{")) : Number(offset);
  return new Fault("syntax-error", `Mustache: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, {
    span: { start: at, end: at + 2 }, hint: name === undefined ? undefined : `Close it with \`{{/ ${name} }}\`: the same text as in the opening tag.`,
  });
}

function openingOf(name: string, text: string): number {
  const opening = [...text.matchAll(/\{\{\s*[#^]\s*/g)].findLast((match) => text.startsWith(name, match.index + match[0].length));
  return opening?.index ?? -1;
}
