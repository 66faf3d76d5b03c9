import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { opening } from "./closed.js";
import { compile, type Code } from "./compile.js";
import { Fault } from "./fault.js";
import { tokenize, type Token } from "./lexer.js";
import { parseTokens } from "./parser.js";
import { verbatim, type Source } from "./source.js";
import type { Tree } from "./tree.js";

/** A parsed expression, ready to be evaluated any number of times. */
export interface Expression {
  readonly tree: Tree;
  readonly source: Source;
  readonly code: Code;
}

/** Parses a bare expression, such as that of `when`. `place` is that of the text's first character; mistakes carry their own column. */
export function parseExpression(text: string, place: Place): Result<Expression, Diagnostic> {
  return parseSource(verbatim(text, place));
}

/** Parses a whole source as one expression. */
export function parseSource(source: Source): Result<Expression, Diagnostic> {
  const { tokens, fault } = tokenize(source.text);
  return fault === undefined ? build(tokens, source) : err(fault.diagnostic(source));
}

function build(tokens: readonly Token[], source: Source): Result<Expression, Diagnostic> {
  const tree = parseTokens(tokens);
  const expression = tree instanceof Fault ? tree : compileTree(tree, source);
  return expression instanceof Fault ? err(expression.diagnostic(source)) : ok(expression);
}

/**
 * Compiles a tree that stands in this source; the first mistake that can be seen without values is given instead. `binds` are the names
 * that its template may bind: with them calls of macros are looked up when they are made.
 */
export function compileTree(tree: Tree, source: Source, binds?: ReadonlySet<string>): Expression | Fault {
  const faults: Fault[] = [];
  const code = compile(tree, { text: source.text, faults, ...(binds && { binds }) });
  return faults[0] ?? { tree, source, code: (scope) => opening(() => code(scope)) };
}
