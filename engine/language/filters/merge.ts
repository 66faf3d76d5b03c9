import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { Fault, typeFault } from "../fault.js";
import { mapOf } from "../secret-parts.js";
import { ValueSet } from "../value-set.js";

/** How dictionaries are merged. */
export interface Merging {
  /** Dictionaries inside them as well. */
  readonly recursive: boolean;
  readonly lists: ListMerge;
}

const LIST_MERGES = ["replace", "keep", "append", "prepend", "append_rp", "prepend_rp"] as const;
type ListMerge = (typeof LIST_MERGES)[number];

/** The arguments `recursive` and `list_merge`; any other is a fault. */
export function mergingOf(named: ValueMap): Merging | Fault {
  const unknown = Object.keys(named).find((name) => name !== "recursive" && name !== "list_merge");
  if (unknown !== undefined) return new Fault("unknown-argument", `It has no argument "${unknown}"`, { hint: "It takes `recursive` and `list_merge`." });
  const lists = LIST_MERGES.find((each) => each === (named["list_merge"] ?? "replace"));
  return lists === undefined ? typeFault("\"list_merge\" is not known", `Use one of ${LIST_MERGES.join(", ")}.`) : { recursive: named["recursive"] === true, lists };
}

/** The first dictionary with what the second has more or other. */
export function mergeMaps(base: ValueMap, over: ValueMap, merging: Merging): ValueMap {
  const merged = new Map(Object.keys(base).map((key) => [key, base[key] ?? null]));
  for (const key of Object.keys(over)) {
    const value = over[key] ?? null;
    const before = merged.get(key);
    merged.set(key, before === undefined ? value : mergeValue(before, value, merging));
  }
  return mapOf(merged);
}

function mergeValue(before: Value, value: Value, merging: Merging): Value {
  if (merging.recursive && isMap(before) && isMap(value)) return mergeMaps(before, value, merging);
  return isList(before) && isList(value) ? mergeLists(before, value, merging.lists) : value;
}

function mergeLists(before: readonly Value[], value: readonly Value[], how: ListMerge): readonly Value[] {
  const without = (items: readonly Value[], gone: readonly Value[]) => { const known = new ValueSet(gone); return items.filter((item) => known.has(item) !== true); };
  switch (how) {
    case "replace": return value;
    case "keep": return before;
    case "append": return [...before, ...value];
    case "prepend": return [...value, ...before];
    case "append_rp": return [...without(before, value), ...value];
    case "prepend_rp": return [...value, ...without(before, value)];
  }
}
