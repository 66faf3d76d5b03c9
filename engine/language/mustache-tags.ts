import Mustache from "mustache";
import { compileTree, type Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { tokenize } from "./lexer.js";
import { parseTokens } from "./parser.js";
import { ITEM } from "./section-scope.js";
import type { Source, Span } from "./source.js";

/** A token as the package makes it: kind, what the tag holds, where it starts and ends, and then what belongs to its kind. */
export type MustacheToken = readonly [kind: string, value: string, start: number, end: number, inner: unknown, index: unknown, lineHasText: unknown];

/** The package makes a token of every character outside tags: a longer template would eat the memory. */
const LONGEST = 1_000_000;

/** The tokens of a template; the package throws at a mistake in it. */
export function parseMustache(writer: Mustache.Writer, source: Source): readonly MustacheToken[] | Fault {
  if (source.text.length > LONGEST) return new Fault("too-large", `The template has more than ${LONGEST} characters`);
  try {
    return writer.parse(source.text) as readonly MustacheToken[];
  } catch (error) {
    return syntaxFault(error instanceof Error ? error.message : String(error), source.text);
  }
}

/** The tokens of a section's inside. */
export function innerTokens(token: MustacheToken): readonly MustacheToken[] {
  return Array.isArray(token[4]) ? token[4] as readonly MustacheToken[] : [];
}

/** What a tag holds, as an expression of the language. */
export function tagExpression([, value, start, end]: MustacheToken, source: Source): Expression | Fault {
  if (value.trim() === "") return new Fault("syntax-error", "The tag is empty", { span: { start, end } });
  const from = source.text.indexOf(value, start);
  const text = withItem(source.text.slice(0, from + value.length), from);
  const { tokens, fault } = tokenize(text, { from });
  const tree = fault ?? parseTokens(tokens);
  return tree instanceof Fault ? tree : compileTree(tree, { ...source, text });
}

/** What a template refers to; `guarded` when being undefined or missing is no mistake there, or cannot be told. */
export type MustacheReference =
  | { readonly kind: "expression"; readonly expression: Expression; readonly guarded: boolean }
  | { readonly kind: "partial"; readonly name: string; readonly span: Span; readonly guarded: boolean };

/** All expressions and partials of a template, without what stands in its partials. */
export function tagsOf(source: Source): readonly MustacheReference[] | Fault {
  const found: MustacheReference[] = [];
  const tokens = parseMustache(new Mustache.Writer(), source);
  const fault = tokens instanceof Fault ? tokens : collect(tokens, false);
  return fault ?? found;

  function collect(inside: readonly MustacheToken[], inSection: boolean): Fault | undefined {
    for (const token of inside) {
      if (token[0] === ">") found.push({ kind: "partial", name: token[1], span: { start: token[2], end: token[3] }, guarded: inSection });
      if (!["name", "&", "#", "^"].includes(token[0])) continue;
      const expression = tagExpression(token, source);
      if (expression instanceof Fault) return expression;
      found.push({ kind: "expression", expression, guarded: inSection || token[0] === "^" });
      const below = collect(innerTokens(token), true);
      if (below !== undefined) return below;
    }
    return undefined;
  }
}

/** The item of the innermost section is written `.` in mustache; the language needs a name of the same length. */
function withItem(text: string, from: number): string {
  return text.startsWith(".", from) && !/\w/.test(text.charAt(from + 1)) ? text.slice(0, from) + ITEM + text.slice(from + 1) : text;
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
