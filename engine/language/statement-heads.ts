import type { Parser } from "./parser.js";
import { finish } from "./parser.js";
import type { Span } from "./source.js";
import type { Target } from "./template-tree.js";
import type { Tree } from "./tree.js";

const CONSTANTS = new Set(["true", "True", "false", "False", "none", "None"]);

/** `name`, `a, b`, `(a, b)`, `a, (b, c)`, or with `attributes` `namespace.name`. */
export function readTarget(parser: Parser, attributes = false): Target {
  const first = readSingle(parser, attributes);
  if (!parser.cursor.isAt(",")) return first;
  const targets = [first];
  while (parser.cursor.skip(",") && startsTarget(parser)) targets.push(readSingle(parser, attributes));
  return { kind: "several", targets };
}

function startsTarget({ cursor }: Parser): boolean {
  return cursor.isAt("(") || (cursor.current.kind === "name" && !cursor.isAt("in"));
}

function readSingle(parser: Parser, attributes: boolean): Target {
  const { cursor } = parser;
  if (cursor.skip("(")) {
    const inner = readTarget(parser, attributes);
    cursor.expect(")");
    return inner;
  }
  const name = readName(parser);
  if (!cursor.isAt(".")) return { kind: "name", name };
  if (!attributes) cursor.fail("Only whole variables can be set here");
  cursor.take();
  return { kind: "attribute", name, attribute: cursor.expectName("the name of an attribute").text };
}

/** A name that something is assigned to. */
export function readName({ cursor }: Parser, what = "a variable's name"): string {
  const { current } = cursor;
  const name = cursor.expectName(what).text;
  if (CONSTANTS.has(name)) cursor.fail(`Nothing can be assigned to \`${name}\``, { span: current });
  return name;
}

/** What is read of `{% for target in items if test recursive %}`. */
export interface ForHead { readonly target: Target; readonly items: Tree; readonly test: Tree | undefined; readonly recursive: boolean }

/** Behind `for`. */
export function readForHead(parser: Parser): ForHead {
  const { cursor } = parser;
  const { current } = cursor;
  const target = readTarget(parser);
  if (namesOf(target).includes("loop")) cursor.fail("`loop` is the loop itself and cannot be assigned to", { span: current });
  cursor.expect("in");
  const items = readSeveral(parser);
  const test = cursor.skip("if") ? parser.parse() : undefined;
  const recursive = cursor.skip("recursive");
  finishHead(parser);
  return { target, items, test, recursive };
}

/** One expression, or several with commas between them; `if` belongs to the loop. */
function readSeveral(parser: Parser): Tree {
  const first = parser.parse(2);
  if (!parser.cursor.isAt(",")) return first;
  const items = [first];
  while (parser.cursor.skip(",") && parser.cursor.current.kind !== "end" && !parser.cursor.isAt("if")) items.push(parser.parse(2));
  return parser.part({ kind: "list", items, start: first.start, end: parser.cursor.lastEnd });
}

/** A parameter of a macro. */
export interface ParamHead { readonly name: string; readonly fallback: Tree | undefined; readonly span: Span }

/** `(a, b=1)`, with the cursor on the opening parenthesis. */
export function readSignature(parser: Parser): readonly ParamHead[] {
  const { cursor } = parser;
  const params: ParamHead[] = [];
  cursor.expect("(");
  while (!cursor.isAt(")") && cursor.current.kind !== "end") {
    if (cursor.isAt("*") || cursor.isAt("**")) cursor.fail("A macro has no `*` parameters", { hint: "Further arguments are in `varargs` and `kwargs` within every macro." });
    const { current } = cursor;
    const name = readName(parser, "the name of a parameter");
    if (params.some((each) => each.name === name)) cursor.fail(`The parameter "${name}" is there twice`, { span: current });
    const fallback = cursor.skip("=") ? parser.parse() : undefined;
    if (fallback === undefined && params.some((each) => each.fallback !== undefined)) cursor.fail("A parameter without a default cannot follow one with a default", { span: current });
    params.push({ name, fallback, span: current });
    if (!cursor.skip(",")) break;
  }
  cursor.expect(")");
  return params;
}

/** `with context`, `without context`, or neither. */
export function readContext({ cursor }: Parser, fallback: boolean): boolean {
  if (!(cursor.isAt("with") || cursor.isAt("without")) || cursor.following.text !== "context") return fallback;
  const withContext = cursor.take().text === "with";
  cursor.take();
  return withContext;
}

/** What is read of `{% from name import a, b as c with context %}`. */
export interface FromHead { readonly name: Tree; readonly names: readonly { readonly name: string; readonly alias: string; readonly span: Span }[]; readonly withContext: boolean }

/** Behind `from`. */
export function readFromHead(parser: Parser): FromHead {
  const { cursor } = parser;
  const name = parser.parse();
  cursor.expect("import");
  const names: FromHead["names"][number][] = [];
  do {
    if (cursor.current.kind === "end" || ((cursor.isAt("with") || cursor.isAt("without")) && cursor.following.text === "context")) break;
    const span = cursor.current;
    const imported = readName(parser, "the name of a macro");
    if (imported.startsWith("_")) cursor.fail("Names that start with an underscore are private to their template", { span });
    names.push({ name: imported, alias: cursor.skip("as") ? readName(parser) : imported, span });
  } while (cursor.skip(","));
  const withContext = readContext(parser, false);
  if (names.length === 0) cursor.fail("The names to import are missing");
  finishHead(parser);
  return { name, names, withContext };
}

/** A statement may end with a colon, as in Python. */
export function finishHead(parser: Parser): void {
  parser.cursor.skip(":");
  finish(parser.cursor);
}

/** The variables that a target sets. */
export function namesOf(target: Target): readonly string[] {
  switch (target.kind) {
    case "name": return [target.name];
    case "several": return target.targets.flatMap(namesOf);
    case "attribute": return [];
  }
}
