import { isList, isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { compareTexts, equals, order } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { readPath } from "../access.js";
import { Undefined } from "../undefined.js";
import type { Outcome } from "../outcome.js";
import { anything, flag, list, map, optional, text } from "../reading.js";
import { mapOf } from "../secret-parts.js";
import { kindOf, textOf } from "../python-text.js";

/** Filters of dictionaries. */
export const mapFilters: Readonly<Record<string, Definition>> = {
  combine: define({
    doc: "combine(dict, ..., recursive=false, list_merge='replace'): the dictionaries merged, later ones win. list_merge: replace, keep, append, prepend, append_rp, prepend_rp.",
    input: anything, secrets: "carried", rest: true, named: true,
    apply: (first, _, { rest, named }) => combine([first, ...rest], { recursive: named["recursive"] === true, lists: typeof named["list_merge"] === "string" ? named["list_merge"] : "replace" }),
  }),
  dict2items: define({
    doc: "dict2items(key_name='key', value_name='value'): a list of {key, value}.",
    input: map, secrets: "carried", params: { key_name: optional(text, "key"), value_name: optional(text, "value") },
    apply: (value, { key_name: keyName, value_name: valueName }) => Object.keys(value).map((key) => mapOf([[keyName, key], [valueName, value[key] ?? null]])),
  }),
  items2dict: define({
    doc: "items2dict(key_name='key', value_name='value'): a dictionary from a list of {key, value}, or of lists with numbers as names.",
    input: list, secrets: "carried", params: { key_name: optional(text, "key"), value_name: optional(text, "value") },
    apply: (items, { key_name: keyName, value_name: valueName }) => fromItems(items, keyName, valueName),
  }),
  dictsort: define({
    doc: "dictsort(case_sensitive=false, by='key', reverse=false): lists of [key, value], sorted.",
    input: map, secrets: "carried", params: { case_sensitive: optional(flag, false), by: optional(text, "key"), reverse: optional(flag, false) },
    apply: (value, { case_sensitive: exact, by, reverse }) => dictsort(value, { exact, by, reverse }),
  }),
  items: define({ doc: "items: lists of [key, value].", input: map, secrets: "carried", apply: (value) => Object.keys(value).map((key) => [key, value[key] ?? null]) }),
};

interface Merging { readonly recursive: boolean; readonly lists: string }

function combine(values: readonly Value[], merging: Merging): Outcome {
  let merged: ValueMap = mapOf([]);
  for (const each of values.flatMap((value) => isList(value) ? value : [value])) {
    if (each instanceof Unknown) return each;
    if (!isMap(each)) return typeFault("Every argument must be a dictionary");
    merged = merge(merged, each, merging);
  }
  return merged;
}

function merge(base: ValueMap, over: ValueMap, merging: Merging): ValueMap {
  const merged = new Map(Object.keys(base).map((key) => [key, base[key] ?? null]));
  for (const key of Object.keys(over)) {
    const value = over[key] ?? null;
    const before = merged.get(key);
    merged.set(key, before === undefined ? value : mergeValue(before, value, merging));
  }
  return mapOf(merged);
}

function mergeValue(before: Value, value: Value, merging: Merging): Value {
  if (merging.recursive && isMap(before) && isMap(value)) return merge(before, value, merging);
  return isList(before) && isList(value) ? mergeLists(before, value, merging.lists) : value;
}

function mergeLists(before: readonly Value[], value: readonly Value[], how: string): readonly Value[] {
  const without = (items: readonly Value[], gone: readonly Value[]) => items.filter((item) => !gone.some((each) => equals(each, item) === true));
  switch (how) {
    case "keep": return before;
    case "append": return [...before, ...value];
    case "prepend": return [...value, ...before];
    case "append_rp": return [...without(before, value), ...value];
    case "prepend_rp": return [...value, ...without(before, value)];
    default: return value;
  }
}

function fromItems(items: readonly Value[], keyName: string, valueName: string): ValueMap | Unknown | Fault {
  const entries: [string, Value][] = [];
  for (const item of items) {
    const key = readPath(item, keyName);
    const value = readPath(item, valueName);
    if (isMissing(key) || isMissing(value)) return typeFault(`Every item must be a dictionary with "${keyName}" and "${valueName}"`);
    if (key instanceof Unknown) return key;
    if (typeof key !== "string" && typeof key !== "number") return typeFault(`A key must be a string, not ${kindOf(key)}`);
    entries.push([textOf(key), value]);
  }
  return mapOf(entries);
}

function isMissing(outcome: Outcome): outcome is Undefined | Fault {
  return outcome instanceof Undefined || outcome instanceof Fault;
}

function dictsort(value: ValueMap, how: { exact: boolean; by: string; reverse: boolean }): Outcome {
  const fold = (each: Value) => !how.exact && typeof each === "string" ? each.toLowerCase() : each;
  let stuck: Outcome | undefined;
  const pairs = Object.keys(value).map((key): [string, Value] => [key, value[key] ?? null]);
  pairs.sort((a, b) => {
    const difference = how.by === "value" ? order(fold(a[1]), fold(b[1])) : compareTexts(fold(a[0]) as string, fold(b[0]) as string);
    if (typeof difference === "number") return how.reverse ? -difference : difference;
    stuck ??= difference;
    return 0;
  });
  return stuck ?? pairs;
}
