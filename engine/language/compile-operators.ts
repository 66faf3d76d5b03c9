import { Unknown, type Value } from "#engine/core/value.js";
import { calculate, formatTuple, sign } from "./arithmetic.js";
import { contains, equals, order, truth } from "./comparison.js";
import { compile, type Code, type Compiler } from "./compile.js";
import { Fault } from "./fault.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import { sequence } from "./reading.js";
import type { BinaryTree, CompareOperator, CompareTree, ConditionalTree, LogicTree, UnaryTree } from "./tree.js";
import { Undefined } from "./undefined.js";

/** `not a`, `-a`, `+a`. */
export function compileUnary(tree: UnaryTree, compiler: Compiler): Code {
  const operand = compile(tree.operand, compiler);
  const { operator } = tree;
  if (operator === "not") {
    return (scope) => {
      const value = needed(operand(scope));
      if (value instanceof Fault) return value;
      const answer = truth(value);
      return answer instanceof Unknown ? answer : !answer;
    };
  }
  return (scope) => {
    const value = needed(operand(scope));
    if (isStuck(value)) return value;
    const signed = sign(operator, value);
    return signed instanceof Fault ? signed.at(tree) : signed;
  };
}

/** `a + b` and the like. */
export function compileArithmetic(tree: BinaryTree, compiler: Compiler): Code {
  const left = compile(tree.left, compiler);
  const right = compile(tree.right, compiler);
  const { operator } = tree;
  const isTuple = operator === "%" && tree.right.kind === "list" && tree.right.isTuple === true;
  return (scope) => {
    const a = needed(left(scope));
    if (a instanceof Fault) return a;
    const b = needed(right(scope));
    if (b instanceof Fault) return b;
    const result = isTuple ? formatTuple(a, sequence.read(b) ?? []) : calculate(operator, a, b);
    return result instanceof Fault ? result.at(tree) : result;
  };
}

/**
 * `and`, `or`: short-circuit, giving the operand that decided, as Python does. With an unknown operand the answer is known
 * only when another one decides it alone; what stands after the unknown may rely on it, so its faults count as unknown.
 */
export function compileLogic(tree: LogicTree, compiler: Compiler): Code {
  const operands = tree.operands.map((operand) => compile(operand, compiler));
  const deciding = tree.operator === "or";
  return (scope) => {
    let unknown: Unknown | undefined;
    let last: Value = deciding;
    for (const operand of operands) {
      const value = needed(operand(scope));
      if (value instanceof Fault) {
        if (unknown === undefined) return value;
        continue;
      }
      const answer = truth(value);
      if (answer === deciding) return value;
      if (answer instanceof Unknown) unknown ??= answer;
      last = value;
    }
    return unknown ?? last;
  };
}

/** `a < b <= c`. */
export function compileCompare(tree: CompareTree, compiler: Compiler): Code {
  const first = compile(tree.first, compiler);
  const rest = tree.rest.map(({ operator, operand }) => ({ operator, operand: compile(operand, compiler) }));
  return (scope) => {
    let left = needed(first(scope));
    let unknown: Unknown | undefined;
    for (const { operator, operand } of rest) {
      if (left instanceof Fault) return left;
      const right = needed(operand(scope));
      if (right instanceof Fault) return right;
      const answer = compareBy(operator, left, right);
      if (answer instanceof Fault) return answer.at(tree);
      if (answer === false) return false;
      if (answer instanceof Unknown) unknown ??= answer;
      left = right;
    }
    return unknown ?? true;
  };
}

function compareBy(operator: CompareOperator, left: Value, right: Value): boolean | Unknown | Fault {
  switch (operator) {
    case "==": return equals(left, right);
    case "!=": return negated(equals(left, right));
    case "in": return contains(right, left);
    case "not in": return negated(contains(right, left));
    default: return ordered(operator, order(left, right));
  }
}

function negated(answer: boolean | Unknown | Fault): boolean | Unknown | Fault {
  return typeof answer === "boolean" ? !answer : answer;
}

function ordered(operator: "<" | "<=" | ">" | ">=", difference: number | Unknown | Fault): boolean | Unknown | Fault {
  if (typeof difference !== "number") return difference;
  switch (operator) {
    case "<": return difference < 0;
    case "<=": return difference <= 0;
    case ">": return difference > 0;
    case ">=": return difference >= 0;
  }
}

/** `then if test else otherwise`; without `else` it is undefined when the test is false. */
export function compileConditional(tree: ConditionalTree, compiler: Compiler): Code {
  const test = compile(tree.test, compiler);
  const then = compile(tree.then, compiler);
  const otherwise = tree.otherwise && compile(tree.otherwise, compiler);
  return (scope): Outcome => {
    const value = needed(test(scope));
    if (value instanceof Fault) return value;
    const answer = truth(value);
    if (answer instanceof Unknown) return answer;
    if (answer) return then(scope);
    return otherwise?.(scope) ?? new Undefined({
      message: "The `if` without `else` has no value, since its condition is false", name: "", known: () => [], span: tree, hint: "Add an `else`.", quiet: true,
    });
  };
}
