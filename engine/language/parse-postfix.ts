import type { Parser } from "./parser.js";
import { parsePrimary } from "./parse-primary.js";
import type { Span } from "./source.js";
import { describe } from "./token-cursor.js";
import type { Arguments, Tree } from "./tree.js";

const NO_ARGUMENTS: Arguments = { positional: [], named: [] };

/** Everything that can follow a primary: `.name`, `[key]`, `(args)`, and with `withFilters` then `| filter` and `is test`. */
export function parsePostfix(parser: Parser, primary: Tree, withFilters: boolean): Tree {
  const { cursor } = parser;
  let tree = primary;
  for (;;) {
    if (cursor.isAt(".")) tree = parseAttribute(parser, tree);
    else if (cursor.isAt("[")) tree = parseSubscript(parser, tree);
    else if (cursor.isAt("(")) tree = parseCall(parser, tree);
    else return withFilters ? parseFilters(parser, tree) : tree;
  }
}

function parseFilters(parser: Parser, target: Tree): Tree {
  const { cursor } = parser;
  let tree = target;
  for (;;) {
    if (cursor.isAt("|")) tree = parseFilter(parser, tree);
    else if (cursor.isAt("is")) tree = parseTest(parser, tree);
    else return tree;
  }
}

function parseAttribute(parser: Parser, target: Tree): Tree {
  const { cursor } = parser;
  cursor.take();
  const token = cursor.current;
  if (token.kind === "number") {
    cursor.take();
    const key = parser.part({ kind: "literal", value: token.number ?? 0, start: token.start, end: token.end });
    return parser.part({ kind: "item", target, key, start: target.start, end: token.end });
  }
  const name = cursor.expectName("a name after the dot");
  return parser.part({ kind: "attribute", target, name: name.text, start: target.start, end: name.end });
}

function parseSubscript(parser: Parser, target: Tree): Tree {
  const { cursor } = parser;
  cursor.take();
  const from = cursor.isAt(":") ? undefined : parser.parse();
  if (!cursor.skip(":")) {
    cursor.expect("]");
    const key = from ?? target;
    return parser.part({ kind: "item", target, key, start: target.start, end: cursor.lastEnd });
  }
  const to = sliceBound(parser);
  const step = cursor.skip(":") ? sliceBound(parser) : undefined;
  cursor.expect("]");
  return parser.part({ kind: "slice", target, from, to, step, start: target.start, end: cursor.lastEnd });
}

function sliceBound(parser: Parser): Tree | undefined {
  return parser.cursor.isAt(":") || parser.cursor.isAt("]") ? undefined : parser.parse();
}

/** Only what is known by name can be called: a function, or a method of ours. */
function parseCall(parser: Parser, callee: Tree): Tree {
  const { cursor } = parser;
  const bracket = cursor.current;
  const args = parser.arguments();
  const whole: Span = { start: callee.start, end: cursor.lastEnd };
  if (callee.kind === "name") return parser.part({ kind: "call", name: callee.name, args, nameSpan: callee, ...whole });
  if (callee.kind === "attribute") {
    const nameSpan = { start: callee.end - callee.name.length, end: callee.end };
    return parser.part({ kind: "method", target: callee.target, name: callee.name, args, nameSpan, ...whole });
  }
  cursor.fail("Only functions and methods can be called", { span: { start: callee.start, end: bracket.end }, hint: "Is an operator or a comma missing before the parenthesis?" });
  return callee;
}

function parseFilter(parser: Parser, target: Tree): Tree {
  const { cursor } = parser;
  cursor.take();
  const { name, span } = dottedName(parser, "the name of a filter");
  const args = cursor.isAt("(") ? parser.arguments() : NO_ARGUMENTS;
  return parser.part({ kind: "filter", target, name, args, nameSpan: span, start: target.start, end: cursor.lastEnd });
}

function parseTest(parser: Parser, target: Tree): Tree {
  const { cursor } = parser;
  cursor.take();
  const negated = cursor.skip("not");
  const { name, span } = dottedName(parser, "the name of a test after `is`");
  const args = cursor.isAt("(") ? parser.arguments() : bareArgument(parser);
  return parser.part({ kind: "test", target, name, args, negated, nameSpan: span, start: target.start, end: cursor.lastEnd });
}

/** `x is divisibleby 3`: one argument may stand without parentheses. */
function bareArgument(parser: Parser): Arguments {
  const { current } = parser.cursor;
  if (current.kind === "name" && ["else", "or", "and", "if", "in", "not"].includes(current.text)) return NO_ARGUMENTS;
  if (current.kind === "name" && current.text === "is") {
    parser.cursor.fail("Tests cannot be chained with `is`", { hint: "Join them with `and`." });
    return NO_ARGUMENTS;
  }
  if (current.kind === "end" || (current.kind === "operator" && !"[{".includes(current.text))) return NO_ARGUMENTS;
  return { positional: [parsePostfix(parser, parsePrimary(parser), false)], named: [] };
}

/** A filter's or test's name, which may carry the name of its collection (`ansible.builtin.version`). */
function dottedName(parser: Parser, what: string): { name: string; span: Span } {
  const { cursor } = parser;
  if (cursor.current.kind === "operator" && !cursor.isAt("(")) cursor.fail(`Expected ${what} but found ${describe(cursor.current)}`);
  const first = cursor.expectName(what);
  let name = first.text;
  while (cursor.skip(".")) name += `.${cursor.expectName("a name after the dot").text}`;
  return { name, span: { start: first.start, end: Math.max(first.end, cursor.lastEnd) } };
}
