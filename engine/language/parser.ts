import type { Fault } from "./fault.js";
import type { Token } from "./lexer.js";
import { parseArguments } from "./parse-arguments.js";
import { parsePostfix } from "./parse-postfix.js";
import { parsePrimary } from "./parse-primary.js";
import type { Span } from "./source.js";
import { describe, TokenCursor } from "./token-cursor.js";
import { partsOf, type Arguments, type Bare, type BinaryOperator, type CompareOperator, type CompareTree, type Tree } from "./tree.js";

/** How many levels of parts an expression may have. */
export const DEPTH_LIMIT = 200;

const POWER: Readonly<Record<string, number>> = {
  if: 1, or: 2, and: 3, not: 5, in: 5, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5,
  "+": 6, "-": 6, "~": 7, "*": 8, "/": 8, "//": 8, "%": 8, "**": 9,
};
const NOT_POWER = 4;
const UNARY_POWER = 10;

/** A Pratt parser of Jinja's expressions: the same precedence, down to `-2 ** 2` being 4 and `**` joining from the left. */
export class Parser {
  readonly cursor: TokenCursor;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.cursor = new TokenCursor(tokens);
  }

  /** A whole expression; `power` is the weakest operator it may hold. */
  parse(power = 1): Tree {
    this.#depth += 1;
    if (this.#depth > DEPTH_LIMIT) this.#tooDeep();
    let left = this.#prefix(power);
    while (this.#infixPower() >= power) left = this.#infix(left);
    this.#depth -= 1;
    return left;
  }

  /** An expression, or several with commas between them, which make a list. */
  parseTuple(): Tree {
    const first = this.parse();
    if (!this.cursor.isAt(",")) return first;
    const items = [first];
    while (this.cursor.skip(",") && !this.cursor.isAt(")") && this.cursor.current.kind !== "end" && !this.cursor.isAt("=")) items.push(this.parse());
    return this.part({ kind: "list", items, isTuple: true, start: first.start, end: this.cursor.lastEnd });
  }

  /** What stands in the parentheses of a call, with the cursor on the opening one. */
  arguments(): Arguments {
    return parseArguments(this);
  }

  /** A part with its height; one level too many is a mistake. */
  part(bare: Bare): Tree {
    let height = 1;
    for (const below of partsOf(bare)) height = Math.max(height, below.height + 1);
    if (height > DEPTH_LIMIT) this.#tooDeep(bare);
    return { ...bare, height };
  }

  /** The operand of a sign or the start of an operation: a primary with its attributes, calls, filters and tests. */
  unary(withFilters: boolean): Tree {
    const sign = this.cursor.current;
    if (!this.cursor.skip("-") && !this.cursor.skip("+")) return parsePostfix(this, parsePrimary(this), withFilters);
    this.#depth += 1;
    if (this.#depth > DEPTH_LIMIT) this.#tooDeep();
    const operand = this.unary(false);
    this.#depth -= 1;
    const signed = this.part({ kind: "unary", operator: sign.text as "-" | "+", operand, start: sign.start, end: operand.end });
    return parsePostfix(this, signed, withFilters);
  }

  #prefix(power: number): Tree {
    const token = this.cursor.current;
    if (!this.cursor.isAt("not")) return this.unary(true);
    if (power > NOT_POWER) this.cursor.fail("`not` cannot stand here", { hint: "Put the part that starts with `not` in parentheses." });
    this.cursor.take();
    const operand = this.parse(NOT_POWER);
    return this.part({ kind: "unary", operator: "not", operand, start: token.start, end: operand.end });
  }

  #infixPower(): number {
    const { kind, text } = this.cursor.current;
    if (kind !== "operator" && kind !== "name") return 0;
    if (text === "not" && this.cursor.following.text !== "in") return 0;
    return Object.hasOwn(POWER, text) ? POWER[text] ?? 0 : 0;
  }

  #infix(left: Tree): Tree {
    const operator = this.cursor.current.text;
    switch (operator) {
      case "if": return this.#conditional(left);
      case "and": case "or": return this.#logic(left, operator);
      case "~": return this.#concat(left);
      default: return POWER[operator] === POWER["=="] ? this.#compare(left) : this.#arithmetic(left);
    }
  }

  #conditional(then: Tree): Tree {
    this.cursor.take();
    const test = this.parse(2);
    const otherwise = this.cursor.skip("else") ? this.parse(1) : undefined;
    return this.part({ kind: "conditional", test, then, otherwise, start: then.start, end: this.cursor.lastEnd });
  }

  #logic(first: Tree, operator: "and" | "or"): Tree {
    const operands = [first];
    while (this.cursor.skip(operator)) operands.push(this.parse((POWER[operator] ?? 0) + 1));
    return this.part({ kind: "logic", operator, operands, start: first.start, end: this.cursor.lastEnd });
  }

  #concat(first: Tree): Tree {
    const parts = [first];
    while (this.cursor.skip("~")) parts.push(this.parse(8));
    return this.part({ kind: "concat", parts, start: first.start, end: this.cursor.lastEnd });
  }

  #arithmetic(left: Tree): Tree {
    const operator = this.cursor.take().text as BinaryOperator;
    const right = this.parse(operator === "**" ? UNARY_POWER : (POWER[operator] ?? 0) + 1);
    return this.part({ kind: "binary", operator, left, right, start: left.start, end: right.end });
  }

  #compare(first: Tree): Tree {
    const rest: CompareTree["rest"][number][] = [];
    while (POWER[this.cursor.current.text] === POWER["=="] && this.#infixPower() > 0) {
      let operator = this.cursor.take().text;
      if (operator === "not") operator += ` ${this.cursor.take().text}`;
      rest.push({ operator: operator as CompareOperator, operand: this.parse(6) });
    }
    return this.part({ kind: "compare", first, rest, start: first.start, end: this.cursor.lastEnd });
  }

  #tooDeep(span?: Span): void {
    this.cursor.fail(`The expression is nested deeper than ${DEPTH_LIMIT} levels`, { hint: "Give parts of it names with `vars:` or `set_fact`.", ...(span && { span }) });
  }
}

/** Parses all tokens as one expression. */
export function parseTokens(tokens: readonly Token[]): Tree | Fault {
  const parser = new Parser(tokens);
  const { cursor } = parser;
  if (cursor.current.kind === "end") cursor.fail("There is no expression here");
  const tree = parser.parseTuple();
  finish(cursor);
  return cursor.fault ?? tree;
}

/** Makes whatever is left over a mistake. */
export function finish(cursor: TokenCursor): void {
  const { current } = cursor;
  if (current.kind === "end") return;
  cursor.fail(`Unexpected ${describe(current)}`, { hint: hintFor(current) });
}

function hintFor(token: Token): string | undefined {
  if (token.text === "=") return "Compare with `==`.";
  if (token.text === "}") return "There is one closing brace too many.";
  return token.text === "else" ? "`else` belongs to `a if condition else b`." : undefined;
}
