import type { MapEntry, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";

/** The entries of a dictionary that came as JSON; all stand at the same place. */
export function jsonEntries(map: ValueMap, place: Place): readonly MapEntry[] {
  return Object.entries(map).map(([key, value]) => ({ key, keyPlace: place, value: jsonNode(value, place) }));
}

/** A value of JSON as a node. `{"__ansible_unsafe": text}` is text that is never a template, as Ansible writes it. */
function jsonNode(value: Value, place: Place): Node {
  if (isList(value)) return { kind: "list", place, items: value.map((item) => jsonNode(item, place)) };
  if (isMap(value)) {
    const unsafe = Object.keys(value).length === 1 ? value["__ansible_unsafe"] : undefined;
    return typeof unsafe === "string" ? { ...textNode(unsafe, place), unsafe: true } : { kind: "map", place, entries: jsonEntries(value, place) };
  }
  if (typeof value === "string") return textNode(value, place);
  const plain = typeof value === "number" || typeof value === "boolean" ? value : null;
  return { kind: "scalar", value: plain, source: String(plain), place, style: "plain" };
}

function textNode(value: string, place: Place): { readonly kind: "scalar"; readonly value: string; readonly source: string; readonly place: Place; readonly style: "double" } {
  return { kind: "scalar", value, source: value, place, style: "double" };
}
