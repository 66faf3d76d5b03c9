import { Unknown, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { flag, maybe, optional, required, sequence, text } from "../reading.js";
import { ValueSet } from "../value-set.js";
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
  intersect: define({ doc: "intersect(list): the items of both lists, each once.", input: sequence, secrets: "carried", params: other, apply: (a, { a: b }) => keep(a, b, true) }),
  difference: define({ doc: "difference(list): the items that are not in the other list, each once.", input: sequence, secrets: "carried", params: other, apply: (a, { a: b }) => keep(a, b, false) }),
  symmetric_difference: define({
    doc: "symmetric_difference(list): the items of one list only, each once.", input: sequence, secrets: "carried", params: other,
    apply: (a, { a: b }) => {
      const onlyA = keep(a, b, false);
      const onlyB = keep(b, a, false);
      if (onlyA instanceof Unknown) return onlyA;
      return onlyB instanceof Unknown ? onlyB : [...onlyA, ...onlyB];
    },
  }),
};

function same(item: Value): Value {
  return item;
}

function uniqueBy(items: readonly Value[], key: (item: Value) => Value | Fault): Outcome {
  const kept: Value[] = [];
  const seen = new ValueSet();
  for (const item of items) {
    const each = key(item);
    if (each instanceof Fault || each instanceof Unknown) return each;
    const known = seen.has(each);
    if (known instanceof Unknown) return known;
    if (known) continue;
    seen.add(each);
    kept.push(item);
  }
  return kept;
}

/** The items that are among the others, or are not, each once. */
function keep(items: readonly Value[], others: readonly Value[], among: boolean): readonly Value[] | Unknown {
  const there = new ValueSet(others);
  const kept = new ValueSet();
  const list: Value[] = [];
  for (const item of items) {
    const answer = there.has(item);
    if (answer instanceof Unknown) return answer;
    if (answer !== among || kept.has(item) === true) continue;
    kept.add(item);
    list.push(item);
  }
  return list;
}
