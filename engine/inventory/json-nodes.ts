import type { MapEntry, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { vaultedNode } from "#engine/load/vault/open-value.js";
import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";

/** The entries of a dictionary that came as JSON; all stand at the same place. */
export function jsonEntries(map: ValueMap, place: Place): readonly MapEntry[] {
  return Object.entries(map).map(([key, value]) => ({ key, keyPlace: place, value: jsonNode(value, place) }));
}

/** A value of JSON as a node. `{"__ansible_unsafe": text}` is text that is never a template, and `{"__ansible_vault": text}` an encrypted value, as Ansible writes them. */
function jsonNode(value: Value, place: Place): Node {
  if (isList(value)) return { kind: "list", place, items: value.map((item) => jsonNode(item, place)) };
  if (isMap(value)) return mapNode(value, place);
  if (typeof value === "string") return textNode(value, place);
  const plain = typeof value === "number" || typeof value === "boolean" ? value : null;
  return { kind: "scalar", value: plain, source: String(plain), place, style: "plain" };
}

function mapNode(value: ValueMap, place: Place): Node {
  const { __ansible_unsafe: unsafe, __ansible_vault: vault } = Object.keys(value).length === 1 ? value : {};
  if (typeof unsafe === "string") return { ...textNode(unsafe, place), unsafe: true };
  return typeof vault === "string" ? vaultedNode(vault, place) : { kind: "map", place, entries: jsonEntries(value, place) };
}

function textNode(value: string, place: Place): { readonly kind: "scalar"; readonly value: string; readonly source: string; readonly place: Place; readonly style: "double" } {
  return { kind: "scalar", value, source: value, place, style: "double" };
}
