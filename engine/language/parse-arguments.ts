import type { Parser } from "./parser.js";
import type { Arguments, NamedArgument, Tree } from "./tree.js";

/** Arguments while they are read. */
interface Reading { readonly positional: Tree[]; readonly named: NamedArgument[]; spread?: Tree; spreadNamed?: Tree }

/** `(a, b, *list, name=c, **dict)`, with the cursor on the opening parenthesis. */
export function parseArguments(parser: Parser): Arguments {
  const { cursor } = parser;
  const reading: Reading = { positional: [], named: [] };
  cursor.expect("(");
  while (!cursor.isAt(")") && cursor.current.kind !== "end") {
    parseArgument(parser, reading);
    if (!cursor.skip(",")) break;
  }
  cursor.expect(")");
  return reading;
}

function parseArgument(parser: Parser, reading: Reading): void {
  const { cursor } = parser;
  const { current, following } = cursor;
  if (cursor.isAt("*") || cursor.isAt("**")) parseSpread(parser, reading);
  else if (current.kind === "name" && following.kind === "operator" && following.text === "=") {
    if (reading.named.some(({ name }) => name === current.text)) cursor.fail(`The argument "${current.text}" is given twice`);
    cursor.take();
    cursor.take();
    reading.named.push({ name: current.text, value: parser.parse(), span: current });
  } else {
    if (reading.named.length > 0 || reading.spread !== undefined) cursor.fail("An argument without a name cannot follow one with a name, or one with `*`");
    reading.positional.push(parser.parse());
  }
}

function parseSpread(parser: Parser, reading: Reading): void {
  const sign = parser.cursor.current.text;
  const which = sign === "*" ? "spread" : "spreadNamed";
  if (reading[which] !== undefined) parser.cursor.fail(`\`${sign}\` can only be used once`);
  parser.cursor.take();
  reading[which] = parser.parse();
}
