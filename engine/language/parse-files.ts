import { compileCallWithBlock } from "./compile-object-call.js";
import { Fault } from "./fault.js";
import { readContext, readFromHead, readName, readSignature, type ParamHead } from "./statement-heads.js";
import { keyword, type Statement, type TemplateParser } from "./template-parser.js";
import type { Callable, Piece } from "./template-tree.js";

/** `{% macro %}`. */
export function readMacro(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => ({ name: readName(words, "the macro's name"), params: readSignature(words) }));
  const callable = readCallable(parser, opening, head?.params ?? []);
  return head === undefined ? [] : [{ kind: "macro", name: head.name, callable }];
}

/** `{% call %}`. */
export function readCall(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => ({ params: words.cursor.isAt("(") ? readSignature(words) : [], tree: words.parse() }));
  const callable = readCallable(parser, opening, head?.params ?? []);
  const expression = head && parser.compile(head.tree);
  if (head === undefined || expression === undefined) return [];
  const call = compileCallWithBlock(head.tree, { text: parser.source.text, faults: [], binds: new Set() });
  if (call === undefined) parser.fail(new Fault("syntax-error", "`{% call %}` needs the call of a macro", { span: head.tree, hint: "Write it like `{% call box('Title') %}`." }));
  return call === undefined ? [] : [{ kind: "call", callable, call, expression }];
}

function readCallable(parser: TemplateParser, opening: Statement, heads: readonly ParamHead[]): Callable {
  const { loops } = parser;
  parser.loops = 0; // a loop round a macro is not left from inside
  const body = parser.body(opening, `end${keyword(opening)}`);
  parser.loops = loops;
  const params = heads.map(({ name, fallback, span }) => ({ name, span, fallback: fallback && parser.compile(fallback) }));
  const uses = (name: string): boolean => parser.mentions(name, opening) && !heads.some((head) => head.name === name);
  return { params, body, usesVarargs: uses("varargs"), usesKwargs: uses("kwargs"), usesCaller: uses("caller"), source: parser.source };
}

/** `{% include %}`. */
export function readInclude(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => {
    const name = words.parse();
    const ignoreMissing = words.cursor.isAt("ignore") && words.cursor.following.text === "missing";
    if (ignoreMissing) words.cursor.take();
    if (ignoreMissing) words.cursor.take();
    return { name, ignoreMissing, withContext: readContext(words, true) };
  });
  const name = head && parser.compile(head.name);
  return head === undefined || name === undefined ? [] : [{ kind: "include", name, ignoreMissing: head.ignoreMissing, withContext: head.withContext }];
}

/** `{% import %}`. */
export function readImport(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => {
    const name = words.parse();
    words.cursor.expect("as");
    return { name, target: readName(words), withContext: readContext(words, false) };
  });
  const name = head && parser.compile(head.name);
  return head === undefined || name === undefined ? [] : [{ kind: "import", name, target: head.target, withContext: head.withContext }];
}

/** `{% from %}`. */
export function readFrom(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, readFromHead);
  const name = head && parser.compile(head.name);
  return head === undefined || name === undefined ? [] : [{ kind: "from", name, names: head.names, withContext: head.withContext }];
}

/** `{% extends %}`. */
export function readExtends(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const tree = parser.head(opening, (words) => words.parse());
  const name = tree && parser.compile(tree);
  return name === undefined ? [] : [{ kind: "extends", name, span: opening.span }];
}

/** `{% block %}`. */
export function readBlock(parser: TemplateParser, opening: Statement): readonly Piece[] {
  const head = parser.head(opening, (words) => {
    const { current } = words.cursor;
    const name = readName(words, "the block's name");
    const scoped = words.cursor.skip("scoped");
    const required = words.cursor.skip("required");
    if (words.cursor.isAt("-")) words.cursor.fail("The name of a block cannot hold a `-`", { hint: "Write an underscore instead." });
    return { name, scoped, required, span: current };
  });
  const { loops } = parser;
  parser.loops = 0;
  const body = parser.block(["endblock"]);
  parser.loops = loops;
  const end = parser.closing(opening, "endblock");
  if (end !== undefined && head !== undefined) parser.head(end, ({ cursor }) => cursor.skip(head.name));
  if (head === undefined || parser.fault !== undefined) return [];
  const { name, scoped, required, span } = head;
  if (parser.blocks.has(name)) parser.fail(new Fault("syntax-error", `There are two blocks "${name}"`, { span }));
  if (required && body.some((piece) => piece.kind !== "text" || piece.text.trim() !== "")) parser.fail(new Fault("syntax-error", "A required block must be empty", { span }));
  const block = { kind: "block", name, scoped, required, body, span } as const;
  parser.blocks.set(name, block);
  return [block];
}
