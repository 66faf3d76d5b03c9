import { Fault } from "./fault.js";
import type { Span } from "./source.js";
import { unescape } from "./string-escapes.js";

/** A word of the expression language. */
export interface Token extends Span {
  readonly kind: "name" | "string" | "number" | "operator" | "end";
  /** As written; of a string what it stands for. */
  readonly text: string;
  /** Only of numbers. */
  readonly number?: number;
}

/** How to read a text. */
export interface LexerOptions {
  /** Where to start. */
  readonly from?: number;
  /** What ends the expression, such as "}}"; the end of the text when left out. */
  readonly until?: string;
  /** Whether a `+` may stand before `until`, as in `{% if x +%}`. */
  readonly plusEnds?: boolean;
  /** Whether `\n` in a string literal is a newline. Ansible keeps backslashes in the `{{ }}` of playbooks, so that regular expressions need no doubling. */
  readonly rawStrings?: boolean;
}

/** The words of an expression, ending with one of kind "end" that stands on what ended it. */
export type Tokens = { readonly tokens: readonly Token[]; readonly fault?: never } | { readonly tokens?: never; readonly fault: Fault };

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y;
const NUMBER = /0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+)?/y;
const INDEX = /\d+/y;
const OPERATOR = /\/\/|\*\*|==|!=|<=|>=|[-+~*/%<>=|.,:()[\]{}]/y;
const SPACE = /\s*/y;

/** Cuts a text into tokens. */
export function tokenize(text: string, options: LexerOptions = {}): Tokens {
  const tokens: Token[] = [];
  const open: Token[] = [];
  let at = skipSpace(text, options.from ?? 0);
  while (at < text.length && !endsHere(text, at, options, open.length)) {
    const token = nextToken(text, at, tokens.at(-1), options.rawStrings === true);
    if (token instanceof Fault) return { fault: token };
    const unmatched = token.kind === "operator" ? track(token, open) : undefined;
    if (unmatched !== undefined) return { fault: neverClosed(unmatched) };
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  if (at >= text.length && options.until !== undefined) return { fault: unclosed(options, open) };
  tokens.push({ kind: "end", text: "", start: Math.min(at, text.length), end: Math.min(at + 1, text.length) });
  return { tokens };
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Whether the closing delimiter, perhaps with a whitespace mark before it, stands here outside of all brackets. */
function endsHere(text: string, at: number, { until, plusEnds }: LexerOptions, depth: number): boolean {
  if (until === undefined || depth > 0) return false;
  const marked = text[at] === "-" || (text[at] === "+" && plusEnds === true);
  return text.startsWith(until, at) || (marked && text.startsWith(until, at + 1));
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Keeps account of the brackets; one that another kind closes is given back. */
function track(token: Token, open: Token[]): Token | undefined {
  if (Object.hasOwn(CLOSING, token.text)) open.push(token);
  if (!")]}".includes(token.text)) return undefined;
  const opening = open.pop();
  return opening === undefined || CLOSING[opening.text] === token.text ? undefined : opening;
}

function neverClosed(bracket: Token): Fault {
  return new Fault("syntax-error", `"${bracket.text}" is never closed`, { span: bracket });
}

function unclosed({ from = 0, until = "" }: LexerOptions, open: readonly Token[]): Fault {
  const bracket = open.at(-1);
  if (bracket !== undefined) return neverClosed(bracket);
  return new Fault("syntax-error", `"${until}" is missing`, { span: { start: Math.max(0, from - 2), end: from }, hint: `Close it with "${until}".` });
}

function nextToken(text: string, at: number, before: Token | undefined, raw: boolean): Token | Fault {
  const string = match(STRING, text, at);
  if (string !== undefined) return { kind: "string", text: unescape(string.slice(1, -1), raw), start: at, end: at + string.length };
  const name = match(NAME, text, at);
  if (name !== undefined) return { kind: "name", text: name, start: at, end: at + name.length };
  const number = match(before?.text === "." && before.kind === "operator" ? INDEX : NUMBER, text, at);
  if (number !== undefined) return { kind: "number", text: number, number: Number(number.replaceAll("_", "")), start: at, end: at + number.length };
  const operator = match(OPERATOR, text, at);
  if (operator !== undefined) return { kind: "operator", text: operator, start: at, end: at + operator.length };
  return strayCharacter(text, at);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const WRONG_WORDS: Readonly<Record<string, string>> = {
  "&": "Use `and`.", "!": "Use `not`, or `!=` to compare.", "?": "Use `a if condition else b`.", ";": "One expression only.", "$": "Variables are written without `$`.",
};

function strayCharacter(text: string, at: number): Fault {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const span = { start: at, end: at + character.length };
  if (character === "'" || character === '"') return new Fault("syntax-error", "The string is never closed", { span, hint: `Close it with ${character}.` });
  return new Fault("syntax-error", `Unexpected character "${character}"`, { span, hint: Object.hasOwn(WRONG_WORDS, character) ? WRONG_WORDS[character] : undefined });
}
