import type { Parser } from "./parser.js";
import type { Token } from "./lexer.js";
import { describe } from "./token-cursor.js";
import type { Tree } from "./tree.js";

const CONSTANTS: Readonly<Record<string, null | boolean>> = { true: true, True: true, false: false, False: false, none: null, None: null };
const KEYWORDS = new Set(["and", "or", "not", "in", "is", "if", "else"]);

/** A literal, a variable, or something in brackets. */
export function parsePrimary(parser: Parser): Tree {
  const { cursor } = parser;
  const token = cursor.current;
  switch (token.kind) {
    case "name": return parseName(parser);
    case "string": return parseString(parser);
    case "number":
      cursor.take();
      return parser.part({ kind: "literal", value: token.number ?? 0, start: token.start, end: token.end });
    default: return parseBracket(parser, token);
  }
}

function parseName(parser: Parser): Tree {
  const { text: name, start, end } = parser.cursor.take();
  if (Object.hasOwn(CONSTANTS, name)) return parser.part({ kind: "literal", value: CONSTANTS[name] ?? null, start, end });
  if (KEYWORDS.has(name)) parser.cursor.fail(`Expected a value but found "${name}"`, { span: { start, end } });
  return parser.part({ kind: "name", name, start, end });
}

/** String literals beside each other are one, as in Python. */
function parseString(parser: Parser): Tree {
  const { cursor } = parser;
  const { start } = cursor.current;
  let value = "";
  while (cursor.current.kind === "string") value += cursor.take().text;
  return parser.part({ kind: "literal", value, start, end: cursor.lastEnd });
}

function parseBracket(parser: Parser, token: Token): Tree {
  const { cursor } = parser;
  if (cursor.skip("(")) return parseParentheses(parser, token.start);
  if (cursor.skip("[")) return parseList(parser, token.start);
  if (cursor.skip("{")) return parseMap(parser, token.start);
  cursor.fail(`Expected a value but found ${describe(token)}`, { hint: hintFor(token) });
  return parser.part({ kind: "literal", value: null, start: token.start, end: token.end });
}

function hintFor(token: Token): string | undefined {
  if (token.text === ".") return "If the braces are not meant for tsplay, put the text between `{% raw %}` and `{% endraw %}`.";
  return token.text === "%" ? "`{% %}` holds statements; they cannot stand inside an expression." : undefined;
}

function parseParentheses(parser: Parser, start: number): Tree {
  const { cursor } = parser;
  if (cursor.skip(")")) return parser.part({ kind: "list", items: [], isTuple: true, start, end: cursor.lastEnd });
  const inside = parser.parseTuple();
  cursor.expect(")");
  return inside;
}

function parseList(parser: Parser, start: number): Tree {
  const { cursor } = parser;
  const items: Tree[] = [];
  while (!cursor.isAt("]") && cursor.current.kind !== "end") {
    items.push(parser.parse());
    if (!cursor.skip(",")) break;
  }
  cursor.expect("]");
  return parser.part({ kind: "list", items, start, end: cursor.lastEnd });
}

function parseMap(parser: Parser, start: number): Tree {
  const { cursor } = parser;
  if (cursor.isAt("{")) cursor.fail("`{{` inside an expression", { hint: "You are inside `{{ }}` (or a bare expression) already: write the variable without braces." });
  const entries: { key: Tree; value: Tree }[] = [];
  while (!cursor.isAt("}") && cursor.current.kind !== "end") {
    const key = parser.parse();
    cursor.expect(":");
    entries.push({ key, value: parser.parse() });
    if (!cursor.skip(",")) break;
  }
  cursor.expect("}");
  return parser.part({ kind: "map", entries, start, end: cursor.lastEnd });
}
