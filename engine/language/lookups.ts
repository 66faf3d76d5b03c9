import { randomInt } from "node:crypto";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { textOf } from "./python-text.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import { pairsWithElements } from "./subelements.js";
import { numberSequence } from "./number-sequence.js";
import { didYouMean } from "#engine/core/suggest.js";

interface Options { readonly named: Readonly<Record<string, Value>>; readonly scope: Scope }
type Lookup = (terms: readonly Value[], options: Options) => Value | Fault;

/** The lookups that need nothing but their terms and the variables; the others are asked of the scope. */
const lookups: Readonly<Record<string, Lookup>> = {
  dict: (terms) => each(terms, (term) => isMap(term) ? Object.keys(term).map((key) => mapOf([["key", key], ["value", term[key] ?? null]])) : typeFault("dict: every term must be a dictionary")),
  items: (terms) => terms.flatMap((term) => isList(term) ? term : [term]),
  list: (terms) => terms,
  flattened: (terms) => flat(terms),
  indexed_items: (terms) => terms.flatMap((term) => isList(term) ? term : [term]).map((item, index) => [index, item]),
  together: (terms) => together(terms),
  nested: (terms) => nested(terms),
  subelements: (terms) => subelements(terms),
  sequence: (terms, { named }) => numberSequence(terms, named),
  random_choice: (terms) => terms.length === 0 ? [] : [terms[randomInt(terms.length)] ?? null],
  vars: (terms, options) => each(terms, (term) => [variable(textOf(term), options)]),
  varnames: (terms, { scope }) => each(terms, (term) => scope.names().filter((name) => textOf(term).split(",").some((pattern) => name.search(pattern.trim()) !== -1))),
};

/** The result of such a lookup; undefined when the plugin is none of them. */
export function pureLookup(name: string, terms: readonly Value[], options: Options): Value | Fault | undefined {
  return Object.hasOwn(lookups, name) ? lookups[name]?.(terms, options) : undefined;
}

function each(terms: readonly Value[], find: (term: Value) => readonly (Value | Fault)[] | Fault): Value | Fault {
  const all: Value[] = [];
  for (const term of terms.flatMap((one) => isList(one) ? one : [one])) {
    if (term instanceof Unknown) return term;
    const found = find(term);
    if (found instanceof Fault) return found;
    for (const result of found) {
      if (result instanceof Fault) return result;
      all.push(result);
    }
  }
  return all;
}

function variable(name: string, { scope, named }: Options): Value | Fault {
  const found = scope.get(name);
  if (found !== undefined) return found.ok ? found.value : Fault.from(found.error);
  return named["default"] ?? new Fault("undefined-variable", `"${name}" is undefined`, { hint: didYouMean(name, scope.names()) });
}

function flat(values: readonly Value[]): Value[] {
  return values.flatMap((value) => isList(value) ? flat(value) : value === null ? [] : [value]);
}

function together(terms: readonly Value[]): readonly Value[] {
  const lists = terms.map((term) => isList(term) ? term : [term]);
  return Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, index) => lists.map((list) => list[index] ?? null));
}

function nested(terms: readonly Value[]): readonly Value[] {
  const lists = terms.map((term) => isList(term) ? term : [term]);
  return lists.reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, ...(isList(item) ? item : [item])])), [[]]);
}

function subelements([items = null, path, flags]: readonly Value[]): Value | Fault {
  if (typeof path !== "string") return typeFault("subelements: it needs a list and the name of a key");
  return pairsWithElements(items, path, isMap(flags) && flags["skip_missing"] === true);
}
