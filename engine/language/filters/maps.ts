import { isList, isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { compareTexts, order } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { readPath } from "../access.js";
import { Undefined } from "../undefined.js";
import type { Outcome } from "../outcome.js";
import { anything, flag, list, map, optional, required, text } from "../reading.js";
import { mapOf } from "../secret-parts.js";
import { keyText } from "./key-text.js";
import { mergeMaps, mergingOf } from "./merge.js";
import { kindOf, textOf } from "../python-text.js";

/** Filters of dictionaries. */
export const mapFilters: Readonly<Record<string, Definition>> = {
  combine: define({
    doc: "combine(dict, ..., recursive=false, list_merge='replace'): the dictionaries merged, later ones win. list_merge: replace, keep, append, prepend, append_rp, prepend_rp.",
    input: anything, secrets: "carried", rest: true, named: true,
    apply: (first, _, { rest, named }) => combine([first, ...rest], named),
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
  rekey_on_member: define({
    doc: "rekey_on_member(key, duplicates='error'): a dictionary of the dictionaries by the value they have under the key; of several with the same value the last, when duplicates='overwrite'.",
    input: anything, secrets: "carried", params: { key: required(text), duplicates: optional(text, "error") }, apply: rekey,
  }),
  items: define({ doc: "items: lists of [key, value].", input: map, secrets: "carried", apply: (value) => Object.keys(value).map((key) => [key, value[key] ?? null]) }),
};

function combine(values: readonly Value[], named: ValueMap): Outcome {
  const merging = mergingOf(named);
  if (merging instanceof Fault) return merging;
  let merged: ValueMap = mapOf([]);
  for (const each of values.flatMap((value) => isList(value) ? value : [value])) {
    if (each instanceof Unknown) return each;
    if (each === null) continue; // what `default(none)` left, as in Ansible
    if (!isMap(each)) return typeFault(`Every argument must be a dictionary, not ${kindOf(each)}`);
    merged = mergeMaps(merged, each, merging);
  }
  return merged;
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
  if (how.by !== "key" && how.by !== "value") return typeFault(`"by" is "${how.by}"`, "Sort by key or by value.");
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

function rekey(data: Value, { key, duplicates }: { key: string; duplicates: string }): Outcome {
  if (duplicates !== "error" && duplicates !== "overwrite") return typeFault(`"duplicates" is "${duplicates}"`, "Use error or overwrite.");
  const items = isMap(data) ? Object.values(data) : data;
  if (!isList(items)) return typeFault("It works on a list or a dictionary");
  const keyed = new Map<string, Value>();
  for (const item of items) {
    const name = memberOf(item, key);
    if (typeof name !== "string") return name;
    if (duplicates === "error" && keyed.has(name)) return typeFault(`"${key}" is ${name} in several items`, "Let the last one win with duplicates='overwrite'.");
    keyed.set(name, item);
  }
  return mapOf(keyed);
}

/** What a dictionary has under a key that it must have. */
function memberOf(item: Value, key: string): string | Unknown | Fault {
  if (item instanceof Unknown) return item;
  return isMap(item) && Object.hasOwn(item, key) ? keyText(item[key] ?? null) : typeFault(`Every item must be a dictionary with "${key}"`);
}
