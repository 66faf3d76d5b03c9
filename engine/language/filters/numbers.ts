import { isList, type Value } from "#engine/core/value.js";
import { order } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { typeFault, type Fault } from "../fault.js";
import { isStuck, needed, type Outcome } from "../outcome.js";
import { readPath } from "../access.js";
import { calculate } from "../arithmetic.js";
import { anything, flag, integer, maybe, number, optional, required, sequence, text } from "../reading.js";
import { toFixedPoint } from "../fixed-point.js";
import { Undefined } from "../undefined.js";
import { sortKey } from "./sort-key.js";

/** Filters of numbers, and those that make one value out of many. */
export const numberFilters: Readonly<Record<string, Definition>> = {
  abs: define({ doc: "abs: without its sign.", input: number, apply: (value) => Math.abs(value) }),
  round: define({
    doc: "round(precision=0, method='common'): `common` (half to even, as Python), `ceil` or `floor`.",
    input: number, params: { precision: optional(integer, 0), method: optional(text, "common") },
    apply: (value, { precision, method }) => round(value, precision, method),
  }),
  log: define({ doc: "log(base=e): logarithm.", input: number, params: { base: optional(number, Math.E) }, apply: (value, { base }) => logarithm(value, base) }),
  pow: define({ doc: "pow(y): the value to the power of y.", input: number, params: { y: required(number) }, apply: (value, { y }) => finite(value ** y) }),
  root: define({ doc: "root(base=2): square root, or another.", input: number, params: { base: optional(number, 2) }, apply: (value, { base }) => base === 0 ? typeFault("There is no root of base 0") : value < 0 ? typeFault("There is no root of a negative number") : finite(root(value, base)) }),
  min: define({
    doc: "min(case_sensitive=false, attribute): the smallest item.",
    input: sequence, secrets: "carried", params: { case_sensitive: optional(flag, false), attribute: maybe(text) },
    apply: (items, { case_sensitive: exact, attribute }) => extreme(items, -1, sortKey(attribute ?? undefined, exact)),
  }),
  max: define({
    doc: "max(case_sensitive=false, attribute): the largest item.",
    input: sequence, secrets: "carried", params: { case_sensitive: optional(flag, false), attribute: maybe(text) },
    apply: (items, { case_sensitive: exact, attribute }) => extreme(items, 1, sortKey(attribute ?? undefined, exact)),
  }),
  sum: define({
    doc: "sum(attribute, start=0): the items added up.",
    input: sequence, secrets: "carried", params: { attribute: maybe(text), start: optional(anything, 0) },
    apply: (items, { attribute, start }) => sum(items, attribute ?? undefined, start),
  }),
};

function round(value: number, precision: number, method: string): number | Fault {
  const factor = 10 ** precision;
  switch (method) {
    case "common": return halfToEven(value, precision);
    case "ceil": return Math.ceil(value * factor) / factor;
    case "floor": return Math.floor(value * factor) / factor;
    default: return typeFault(`"${method}" is not a way to round`, "Use common, ceil or floor.");
  }
}

/** Python rounds a half to the even neighbour. */
function halfToEven(value: number, precision: number): number {
  if (Math.abs(value) >= 1e21 || precision > 100 || precision < -308) return precision < -308 ? 0 : value;
  if (precision >= 0) return Number(toFixedPoint(value, precision));
  const unit = 10 ** -precision;
  return Number(toFixedPoint(value / unit, 0)) * unit;
}

function logarithm(value: number, base: number): number | Fault {
  if (value <= 0) return typeFault("A logarithm needs a number above 0");
  if (base === 10) return Math.log10(value);
  if (base === 2) return Math.log2(value);
  if (base <= 0 || base === 1) return typeFault(`There is no logarithm of base ${base}`);
  const result = Math.log(value) / Math.log(base);
  return base ** Math.round(result) === value ? Math.round(result) : result;
}

/** Exact where the exact answer is a whole number, which it often is not for powers of 1/3 and the like. */
function root(value: number, base: number): number {
  if (base === 2) return Math.sqrt(value);
  const result = value ** (1 / base);
  return Math.round(result) ** base === value ? Math.round(result) : result;
}

function finite(result: number): number | Fault {
  return Number.isFinite(result) ? result : typeFault("The result is not a number, or too large for one");
}

function extreme(items: readonly Value[], direction: 1 | -1, key: (item: Value) => Value | Fault): Outcome {
  let best: { item: Value; key: Value } | undefined;
  for (const item of items) {
    const each = key(item);
    if (isStuck(each)) return each;
    const difference = best === undefined ? 1 : order(each, best.key);
    if (typeof difference !== "number") return difference;
    if (best === undefined || difference * direction > 0) best = { item, key: each };
  }
  return best?.item ?? (items.length === 0 ? new Undefined({ message: "The list is empty, there are no items to choose from", name: "", known: () => [], span: { start: 0, end: 0 }, hint: "Give it a value for this case with `| default(...)`." }) : null);
}

function sum(items: readonly Value[], attribute: string | undefined, start: Value): Outcome {
  let total: Value = start;
  for (const item of items) {
    const value = attribute === undefined ? item : needed(readPath(item, attribute));
    if (isStuck(value)) return value;
    const added: Value | Fault = isList(total) && isList(value) ? [...total, ...value] : calculate("+", total, value);
    if (isStuck(added)) return added;
    total = added;
  }
  return total;
}

