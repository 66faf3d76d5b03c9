import { Secret } from "#engine/core/secret.js";
import { isList, Unknown, type Value } from "#engine/core/value.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { kindOf, textOf } from "./python-text.js";
import { open, seal } from "./secret-parts.js";
import { calculateDates } from "./date-arithmetic.js";
import { formatPercent, formatValues } from "./percent-format.js";
import type { BinaryOperator } from "./tree.js";

/** How many characters or items an operator may make; a slip of a playbook must not eat the memory. */
const REPEAT_LIMIT = 10_000_000;

/**
 * `left operator right` as in Python: numbers, strings joined by `+` and repeated by `*`, lists likewise, `%` on a string formats it.
 * Numbers are JavaScript's: whole above 2^53 they lose digits, and `4 / 2` is 2 (Python: 2.0).
 */
export function calculate(operator: BinaryOperator, left: Value, right: Value): Value | Fault {
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  if (left instanceof Secret || right instanceof Secret) return calculateSecret(operator, left, right);
  const a = numeric(left);
  const b = numeric(right);
  if (a !== undefined && b !== undefined) return calculateNumbers(operator, a, b);
  return calculateDates(operator, left, right) ?? calculateOthers(operator, left, right) ?? mismatch(operator, left, right);
}

function calculateSecret(operator: BinaryOperator, left: Value, right: Value): Value | Fault {
  const result = calculate(operator, open(left).value, open(right).value);
  return result instanceof Fault ? mismatch(operator, left, right) : seal(result, true);
}

function calculateNumbers(operator: BinaryOperator, a: number, b: number): number | Fault {
  if (b === 0 && (operator === "/" || operator === "//" || operator === "%")) return new Fault("division-by-zero", `\`${operator}\` by zero`);
  return NUMBERS[operator](a, b);
}

const NUMBERS: Readonly<Record<BinaryOperator, (a: number, b: number) => number | Fault>> = {
  "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b, "//": (a, b) => Math.round((a - modulo(a, b)) / b), "%": modulo, "**": power,
};

/** The engine's own `100 ** -2` is 0.00009999999999999999. */
function power(a: number, b: number): number | Fault {
  if (a === 0 && b < 0) return new Fault("division-by-zero", "0 has no negative powers");
  if (a < 0 && !Number.isInteger(b)) return typeFault("A negative number has only whole powers");
  return Number.isInteger(b) && b < 0 ? 1 / a ** -b : a ** b;
}

/** Python's remainder has the sign of the divisor. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function calculateOthers(operator: BinaryOperator, left: Value, right: Value): Value | Fault | undefined {
  if (operator === "+") return add(left, right);
  if (operator === "*") return repeat(left, right) ?? repeat(right, left);
  return operator === "%" && typeof left === "string" ? format(left, right) : undefined;
}

function format(text: string, values: Value): Value | Fault {
  const { value, hadSecret, unknown } = open(values);
  if (unknown !== undefined) return unknown;
  const written = formatPercent(text, value);
  return hadSecret && !(written instanceof Fault) ? seal(written) : written;
}

/** `'%s %s' % (a, b)`, with the values written one by one. */
export function formatTuple(left: Value, values: readonly Value[]): Value | Fault {
  const text = open(left);
  if (text.unknown !== undefined) return text.unknown;
  if (typeof text.value !== "string") return calculate("%", left, values);
  const { value, hadSecret, unknown } = open(values);
  if (unknown !== undefined) return unknown;
  const written = formatValues(text.value, isList(value) ? value : [value]);
  return written instanceof Fault ? written : hadSecret || text.hadSecret ? seal(written) : written;
}

function add(left: Value, right: Value): Value | Fault | undefined {
  if (typeof left === "string" && typeof right === "string") return left.length + right.length > REPEAT_LIMIT ? tooLarge("+") : left + right;
  if (!isList(left) || !isList(right)) return undefined;
  return left.length + right.length > REPEAT_LIMIT ? tooLarge("+") : [...left, ...right];
}

function tooLarge(operator: string): Fault {
  return new Fault("too-large", `\`${operator}\` would make more than ${REPEAT_LIMIT} characters or items`);
}

function repeat(what: Value, times: Value): Value | Fault | undefined {
  const count = numeric(times);
  if (count === undefined || !Number.isInteger(count)) return undefined;
  if (typeof what !== "string" && !isList(what)) return undefined;
  if (what.length * count > REPEAT_LIMIT) return tooLarge("*");
  if (typeof what === "string") return what.repeat(Math.max(0, count));
  return Array.from({ length: Math.max(0, count) }, () => what).flat();
}

function mismatch(operator: BinaryOperator, left: Value, right: Value): Fault {
  const text = typeof left === "string" || typeof right === "string" || left instanceof Secret || right instanceof Secret;
  const hint = operator === "+" && text ? "Join texts with `~`, or make numbers with `| int`." : text ? "Make a number of it with `| int` or `| float`." : undefined;
  return typeFault(`\`${operator}\` does not work on ${kindOf(left)} and ${kindOf(right)}`, hint);
}

/** `-value` or `+value`. */
export function sign(operator: "-" | "+", value: Value): Value | Fault {
  const number = numeric(value);
  if (number === undefined) return typeFault(`\`${operator}\` needs a number, not ${kindOf(value)}`);
  return operator === "-" ? -number : number;
}

/** The parts written one after the other, as `~` and `{{ }}` within a text do; secret as soon as one part is. */
export function concatenate(parts: readonly Value[]): Value | Fault {
  const opened = parts.map(open);
  const unknown = opened.find((part) => part.unknown !== undefined)?.unknown;
  if (unknown !== undefined) return unknown;
  const texts = opened.map((part) => textOf(part.value));
  if (texts.reduce((length, each) => length + each.length, 0) > REPEAT_LIMIT) return tooLarge("~");
  const text = texts.join("");
  return opened.some((part) => part.hadSecret) ? new Secret(text) : text;
}
