import { isList, isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { kindOf } from "./python-text.js";
import { mapOf } from "./secret-parts.js";

/**
 * The lookup `subelements`: its terms are a list (or dictionary) of dictionaries, the dotted path of a list in each, and perhaps
 * `{skip_missing: true}`. Gives [dictionary without that list, element of it]. Skipped results of a loop are passed over.
 */
export function pairsOfSubelements([items, path, flags, ...more]: readonly Value[]): readonly Value[] | Unknown | Fault {
  const unknown = [items, path].find((each) => each instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  const list = listOf(items);
  if (list === undefined || typeof path !== "string" || more.length > 0) return typeFault("it needs a list or dictionary, and the name of a key", "Write it like `[\"{{ users }}\", groups]`");
  const skipMissing = isMap(flags) && [true, "true", "yes"].includes(flags["skip_missing"] as boolean | string);
  const pairs: Value[] = [];
  for (const item of list) {
    const taken = pairsOf(item, path.split("."), skipMissing);
    if (taken instanceof Fault || taken instanceof Unknown) return taken;
    pairs.push(...taken);
  }
  return pairs;
}

function listOf(items: Value | undefined): readonly Value[] | undefined {
  if (isMap(items)) return items["skipped"] === true ? [] : Object.values(items);
  return isList(items) ? items : undefined;
}

function pairsOf(item: Value, keys: readonly string[], skipMissing: boolean): readonly Value[] | Unknown | Fault {
  if (item instanceof Unknown) return item;
  if (!isMap(item)) return typeFault(`it needs dictionaries, and one item is ${kindOf(item)}`);
  if ((item["skipped"] ?? false) !== false) return [];
  const taken = take(item, keys);
  if (taken instanceof Unknown) return taken;
  if (taken instanceof Fault) return skipMissing && taken.code === "missing-key" ? [] : taken;
  return taken.elements.map((element) => [taken.rest, element]);
}

interface Taken { readonly elements: readonly Value[]; readonly rest: ValueMap }

/** The list under a path, and the dictionary without it. */
function take(map: ValueMap, [key = "", ...deeper]: readonly string[]): Taken | Unknown | Fault {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  if (value === undefined) return new Fault("missing-key", `one item has no "${key}"`, { hint: "Pass items without it over with `{skip_missing: true}`" });
  if (value instanceof Unknown) return value;
  const entries = Object.entries(map);
  if (deeper.length === 0) return isList(value) ? { elements: value, rest: mapOf(entries.filter(([name]) => name !== key)) } : typeFault(`"${key}" must be a list in every item, and one is ${kindOf(value)}`);
  if (!isMap(value)) return new Fault("missing-key", `"${key}" must be a dictionary in every item, and one is ${kindOf(value)}`);
  const inner = take(value, deeper);
  return inner instanceof Fault || inner instanceof Unknown ? inner : { elements: inner.elements, rest: mapOf(entries.map(([name, each]) => [name, name === key ? inner.rest : each])) };
}
