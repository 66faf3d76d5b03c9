import type { Parser } from "./parser.js";
import type { Arguments, NamedArgument, Tree } from "./tree.js";

/** `(a, b, name=c)`, with the cursor on the opening parenthesis. */
export function parseArguments(parser: Parser): Arguments {
  const { cursor } = parser;
  const positional: Tree[] = [];
  const named: NamedArgument[] = [];
  cursor.expect("(");
  while (!cursor.isAt(")") && cursor.current.kind !== "end") {
    if (cursor.isAt("*") || cursor.isAt("**")) cursor.fail("Arguments cannot be unpacked with `*`", { hint: "Write the arguments one by one." });
    parseArgument(parser, positional, named);
    if (!cursor.skip(",")) break;
  }
  cursor.expect(")");
  return { positional, named };
}

function parseArgument(parser: Parser, positional: Tree[], named: NamedArgument[]): void {
  const { cursor } = parser;
  const { current, following } = cursor;
  if (current.kind === "name" && following.kind === "operator" && following.text === "=") {
    if (named.some(({ name }) => name === current.text)) cursor.fail(`The argument "${current.text}" is given twice`);
    cursor.take();
    cursor.take();
    named.push({ name: current.text, value: parser.parse(), span: current });
    return;
  }
  if (named.length > 0) cursor.fail("An argument without a name cannot follow one with a name");
  positional.push(parser.parse());
}
