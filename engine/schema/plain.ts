import type { Node } from "#engine/core/node.js";
import type { Plain, Value } from "#engine/core/value.js";

/** The plain data of a node, without its places. Keys become own properties, whatever their name (`__proto__` too). */
export function plainOf(node: Node): Plain {
  return valueOf(node) as Plain;
}

/** The same, where any value is welcome. */
export function valueOf(node: Node): Value {
  switch (node.kind) {
    case "scalar": return node.value;
    case "list": return node.items.map(valueOf);
    case "map": return plainMap(node.entries.map((entry): [string, Value] => [entry.key, valueOf(entry.value)]));
  }
}

/** An object of these entries in which every key is an own property. */
export function plainMap<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries); // defines properties, so "__proto__" is a key like any other
}
