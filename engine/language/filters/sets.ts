import { Unknown, type Value } from "#engine/core/value.js";
import { contains, equals } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { flag, maybe, optional, required, sequence, text } from "../reading.js";
import { sortKey } from "./sort-key.js";

const other = { a: required(sequence) } as const;

/** Filters that treat lists as sets; the order of the first list is kept. */
export const setFilters: Readonly<Record<string, Definition>> = {
  unique: define({
    doc: "unique(case_sensitive=false, attribute): every item once; of texts that differ in case only, the first.",
    input: sequence, secrets: "carried", params: { case_sensitive: optional(flag, false), attribute: maybe(text) },
    apply: (items, { case_sensitive: exact, attribute }) => uniqueBy(items, sortKey(attribute ?? undefined, exact)),
  }),
  union: define({ doc: "union(list): the items of either list, each once.", input: sequence, secrets: "carried", params: other, apply: (a, { a: b }) => uniqueBy([...a, ...b], same) }),
  intersect: define({ doc: "intersect(list): the items of both lists, each once.", input: sequence, secrets: "carried", params: other, apply: (a, { a: b }) => keep(a, (item) => contains(b, item)) }),
  difference: define({ doc: "difference(list): the items that are not in the other list, each once.", input: sequence, secrets: "carried", params: other, apply: (a, { a: b }) => keep(a, (item) => not(contains(b, item))) }),
  symmetric_difference: define({
    doc: "symmetric_difference(list): the items of one list only, each once.", input: sequence, secrets: "carried", params: other,
    apply: (a, { a: b }) => {
      const onlyA = keep(a, (item) => not(contains(b, item)));
      const onlyB = keep(b, (item) => not(contains(a, item)));
      return Array.isArray(onlyA) && Array.isArray(onlyB) ? [...onlyA, ...onlyB] as readonly Value[] : Array.isArray(onlyA) ? onlyB : onlyA;
    },
  }),
};

function same(item: Value): Value {
  return item;
}

function not(answer: boolean | Unknown | Fault): boolean | Unknown | Fault {
  return typeof answer === "boolean" ? !answer : answer;
}

function uniqueBy(items: readonly Value[], key: (item: Value) => Value | Fault): Outcome {
  const kept: Value[] = [];
  const seen = new Set<Value>();
  const others: Value[] = [];
  for (const item of items) {
    const each = key(item);
    if (each instanceof Fault) return each;
    if (each instanceof Unknown) return each;
    const known = typeof each === "string" ? seen.has(each) || isKnown(others, each) : isKnown([...seen, ...others], each);
    if (known instanceof Unknown) return known;
    if (known) continue;
    if (typeof each === "string") seen.add(each);
    else others.push(each);
    kept.push(item);
  }
  return kept;
}

function isKnown(values: readonly Value[], value: Value): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const each of values) {
    const answer = equals(each, value);
    if (answer === true) return true;
    if (answer !== false) unknown ??= answer;
  }
  return unknown ?? false;
}

function keep(items: readonly Value[], wanted: (item: Value) => boolean | Unknown | Fault): Value[] | Unknown | Fault {
  const kept: Value[] = [];
  for (const item of items) {
    const answer = wanted(item);
    if (typeof answer !== "boolean") return answer;
    if (answer && isKnown(kept, item) !== true) kept.push(item);
  }
  return kept;
}
