import { Unknown, type Value } from "#engine/core/value.js";
import { contains, equals, order, truth } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import type { Outcome } from "../outcome.js";
import { anything, flag, list, number, optional, required, sequence } from "../reading.js";
import { comparable } from "../secret-parts.js";
import { ValueSet } from "../value-set.js";
import { Fault } from "../fault.js";

const other = { other: required(anything) } as const;
const equalTo = two("equalto(other): whether both are equal.", equals);
const notEqualTo = two("ne(other): whether they differ.", (a, b) => not(equals(a, b)));
const below = two("lessthan(other): whether it is less.", (a, b) => by(order(a, b), (difference) => difference < 0));
const above = two("greaterthan(other): whether it is more.", (a, b) => by(order(a, b), (difference) => difference > 0));
const atMost = two("le(other): whether it is not more.", (a, b) => by(order(a, b), (difference) => difference <= 0));
const atLeast = two("ge(other): whether it is not less.", (a, b) => by(order(a, b), (difference) => difference >= 0));

const nan = define({ doc: "nan: whether it is a number that is none, such as `float('nan')`.", input: anything, apply: (value) => typeof value === "number" && Number.isNaN(value) });

/** Tests that compare. */
export const comparisonTests: Readonly<Record<string, Definition>> = {
  equalto: equalTo, eq: equalTo, "==": equalTo, ne: notEqualTo, "!=": notEqualTo,
  lt: below, lessthan: below, "<": below, gt: above, greaterthan: above, ">": above, le: atMost, "<=": atMost, ge: atLeast, ">=": atLeast,
  sameas: two("sameas(other): whether both are the very same value; lists and dictionaries only if they come from the same variable.", same),
  in: two("in(container): whether the container has it.", (a, b) => contains(b, a)),
  contains: two("contains(item): whether it has the item.", contains),
  odd: define({ doc: "odd: whether a whole number is odd.", input: number, apply: (value) => Math.abs(value % 2) === 1 }),
  even: define({ doc: "even: whether a whole number is even.", input: number, apply: (value) => value % 2 === 0 }),
  divisibleby: define({ doc: "divisibleby(num): whether it can be divided by it without a rest.", input: number, params: { num: required(number) }, apply: (value, { num }) => num === 0 ? new Fault("division-by-zero", "It cannot be divided by zero") : value % num === 0 }),
  nan, isnan: nan,
  truthy: truthTest("truthy(convert_bool=false): whether it is neither empty nor false.", true),
  falsy: truthTest("falsy(convert_bool=false): whether it is empty or false.", false),
  any: define({ doc: "any: whether one item is true.", input: list, secrets: "carried", apply: (items) => decide(items, true) }),
  all: define({ doc: "all: whether every item is true.", input: list, secrets: "carried", apply: (items) => decide(items, false) }),
  subset: inclusion("subset(list): whether every item is in the other list.", (a, b) => [a, b]),
  issubset: inclusion("issubset(list): the same as subset.", (a, b) => [a, b]),
  superset: inclusion("superset(list): whether it has every item of the other list.", (a, b) => [b, a]),
  issuperset: inclusion("issuperset(list): the same as superset.", (a, b) => [b, a]),
};

/** As Python's `is`: true is not 1. */
function same(a: Value, b: Value): boolean | Unknown {
  if (a instanceof Unknown) return a;
  return b instanceof Unknown ? b : comparable(a) === comparable(b);
}

function two(doc: string, compare: (a: Value, b: Value) => Outcome): Definition {
  return define({ doc, input: anything, secrets: "carried", params: other, apply: (value, args) => compare(value, args.other) });
}

function not(answer: boolean | Unknown): boolean | Unknown {
  return typeof answer === "boolean" ? !answer : answer;
}

function by(difference: number | Unknown | Fault, decision: (difference: number) => boolean): Outcome {
  return typeof difference === "number" ? decision(difference) : difference;
}

function truthTest(doc: string, wanted: boolean): Definition {
  return define({
    doc, input: anything, secrets: "carried", params: { convert_bool: optional(flag, false) },
    apply: (value, { convert_bool: convert }) => {
      const answer = convert && typeof value === "string" ? !["false", "no", "off", "0", "f", "n", ""].includes(value.toLowerCase()) : truth(value);
      return typeof answer === "boolean" ? answer === wanted : answer;
    },
  });
}

/** Stops at the first item that is `deciding`. */
function decide(items: readonly Value[], deciding: boolean): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const item of items) {
    const answer = truth(item);
    if (answer === deciding) return deciding;
    if (answer instanceof Unknown) unknown ??= answer;
  }
  return unknown ?? !deciding;
}

function inclusion(doc: string, sides: (a: readonly Value[], b: readonly Value[]) => [inner: readonly Value[], outer: readonly Value[]]): Definition {
  return define({
    doc, input: sequence, secrets: "carried", params: { other: required(sequence) },
    apply: (value, args) => {
      const [inner, outer] = sides(value, args.other);
      const known = new ValueSet(outer);
      const answers = inner.map((item) => known.has(item));
      return answers.includes(false) ? false : answers.find((answer) => answer !== true) ?? true;
    },
  });
}
