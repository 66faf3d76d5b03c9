import { isList, Unknown, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";

const LIMIT = 1_000_000;

/** Lists in lists, at any depth, as one list. As in Ansible the texts "None" and "null" end the list they stand in. */
export function flattened(values: readonly Value[]): readonly Value[] {
  const all: Value[] = [];
  for (const value of values.map(unwrapped)) {
    if (value === "None" || value === "null") break;
    if (isList(value)) all.push(...flattened(value));
    else all.push(value);
  }
  return all;
}

/** A list of one list of one ... as what it holds in the end. */
function unwrapped(value: Value): Value {
  return isList(value) && value.length === 1 ? unwrapped(value[0] ?? null) : value;
}

/** The items of several lists side by side, those of shorter lists being null. */
export function sideBySide(terms: readonly Value[]): readonly Value[] | Unknown {
  const lists = listsOf(terms);
  if (lists instanceof Unknown) return lists;
  return Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, index) => oneLevel(lists.map((list) => list[index] ?? null)));
}

/** Every combination of items of the lists. "nested" flattens each at every step, "cartesian" one level at the end. */
export function product(terms: readonly Value[], kind: "nested" | "cartesian"): readonly Value[] | Unknown | Fault {
  const lists = listsOf(terms);
  if (lists instanceof Unknown) return lists;
  if (lists.reduce((count, list) => count * list.length, 1) > LIMIT) return new Fault("too-large", `it would have more than ${LIMIT} items`);
  const [first = [], ...others] = lists;
  const widen = (item: Value): readonly Value[] => kind === "nested" ? listOf(item) : [item];
  return others.reduce<readonly (readonly Value[])[]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, ...widen(item)])), first.map(widen)).map(oneLevel);
}

function oneLevel(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => isList(value) ? value : [value]);
}

/** Each term as a list; a term that is none stands for a list of itself. */
function listsOf(terms: readonly Value[]): readonly (readonly Value[])[] | Unknown {
  return terms.find((term) => term instanceof Unknown) ?? terms.map(listOf);
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}
