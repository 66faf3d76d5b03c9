import { Fault } from "./fault.js";
import { readForHead, readTarget } from "./statement-heads.js";
import { keyword, type Statement, type TemplateParser } from "./template-parser.js";
import type { IfPiece, Piece, WithPiece } from "./template-tree.js";
import type { Parser } from "./parser.js";
import type { Tree } from "./tree.js";

/** `{% if %}`. */
export function readIf(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const branches: IfPiece["branches"][number][] = [];
  let otherwise: readonly Piece[] = [];
  let chunk: Statement | undefined = opening;
  while (chunk !== undefined && (chunk === opening || keyword(chunk) === "elif")) {
    const test = parser.head(chunk, readWhole);
    const compiled = test && parser.compile(test);
    const body = parser.block(["elif", "else", "endif"]);
    if (compiled !== undefined) branches.push({ test: compiled, body });
    chunk = parser.closing(opening, "endif");
  }
  if (chunk !== undefined && keyword(chunk) === "else") otherwise = parser.body(opening, "endif");
  return [{ kind: "if", branches, otherwise }];
}

/** A whole expression; an empty one is a mistake. */
function readWhole(parser: Parser): Tree {
  if (parser.cursor.current.kind === "end") parser.cursor.fail("There is no expression here");
  return parser.parseTuple();
}

/** `{% for %}`. */
export function readFor(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, readForHead);
  const items = head && parser.compile(head.items);
  const test = head?.test && parser.compile(head.test);
  parser.loops += 1;
  const body = parser.block(["else", "endfor"]);
  parser.loops -= 1;
  const usesLoop = parser.mentions("loop", opening) || parser.mentions("include", opening) || parser.mentions("scoped", opening);
  const next = parser.closing(opening, "endfor");
  const otherwise = next !== undefined && keyword(next) === "else" ? parser.body(opening, "endfor") : [];
  if (head === undefined || items === undefined) return [];
  return [{ kind: "for", target: head.target, items, test, recursive: head.recursive, usesLoop, body, otherwise, span: opening.span }];
}

/** `{% set %}`. */
export function readSet(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const { span } = opening;
  const sign = opening.tokens.findIndex(({ text, kind }) => kind === "operator" && (text === "|" || text === "="));
  if (opening.tokens[sign]?.text !== "=") return readSetBlock(parser, opening, sign);
  const head = parser.head(opening, (words) => {
    const target = readTarget(words, true);
    words.cursor.expect("=");
    return { target, value: readWhole(words) };
  });
  const value = head && parser.compile(head.value);
  return head === undefined || value === undefined ? [] : [{ kind: "set", target: head.target, value, span }];
}

/** `{% set name | filters %}`; `pipe` is where the filters start, or -1. */
function readSetBlock(parser: TemplateParser, opening: Statement, pipe: number): readonly Piece[] {
  const { tokens, span } = opening;
  const target = parser.head(pipe === -1 ? opening : { ...opening, tokens: [...tokens.slice(0, pipe), ...tokens.slice(-1)] }, (words) => readTarget(words, true));
  const filters = pipe === -1 ? undefined : parser.filters(tokens.slice(pipe), opening);
  const body = parser.body(opening, "endset");
  return target === undefined ? [] : [{ kind: "set", target, value: { body, filters }, span }];
}

/** `{% with %}`. */
export function readWith(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => {
    const bindings = [];
    while (words.cursor.current.kind !== "end" && !words.cursor.isAt(":")) {
      const target = readTarget(words);
      words.cursor.expect("=");
      bindings.push({ target, value: words.parse() });
      if (!words.cursor.skip(",")) break;
    }
    return bindings;
  });
  const bindings: WithPiece["bindings"][number][] = [];
  for (const { target, value } of head ?? []) {
    const compiled = parser.compile(value);
    if (compiled !== undefined) bindings.push({ target, value: compiled, span: opening.span });
  }
  return [{ kind: "with", bindings, body: parser.body(opening, "endwith") }];
}

/** `{% filter %}`. */
export function readFilter(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const filters = parser.filters(opening.tokens.slice(1), opening);
  return [{ kind: "filter", captured: { body: parser.body(opening, "endfilter"), filters }, span: opening.span }];
}

/** `{% do %}`, of Jinja2's extension `do`. */
export function readDo(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const tree = parser.head(opening, readWhole);
  const expression = tree && parser.compile(tree);
  return expression === undefined ? [] : [{ kind: "do", expression }];
}

/** `{% print a, b %}`. */
export function readPrint(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const trees = parser.head(opening, (words) => {
    const all: Tree[] = [];
    do if (words.cursor.current.kind !== "end") all.push(words.parse()); while (words.cursor.skip(","));
    return all;
  });
  return (trees ?? []).flatMap((tree) => {
    const expression = parser.compile(tree);
    return expression === undefined ? [] : [{ kind: "output", expression }];
  });
}

/** `{% autoescape false %}`: nothing is ever escaped here, so that switching it on is refused. */
export function readAutoescape(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const tree = parser.head(opening, (words) => words.parse());
  if (tree !== undefined && !(tree.kind === "literal" && tree.value === false)) {
    parser.fail(new Fault("unknown-statement", "Texts are not escaped for HTML on their own", { span: tree, hint: "Ansible's templates do not escape what stands in `{{ }}` either; use the filter `escape` where it is wanted." }));
  }
  return [{ kind: "with", bindings: [], body: parser.body(opening, "endautoescape") }];
}

/** `{% break %}` and `{% continue %}`, of Jinja2's extension `loopcontrols`. */
export function readJump(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const kind = keyword(opening) === "break" ? "break" : "continue";
  parser.head(opening, () => true);
  if (parser.loops === 0) parser.fail(new Fault("syntax-error", `\`{% ${kind} %}\` stands outside of a loop`, { span: opening.tokens[0] ?? opening.span }));
  return [{ kind }];
}
