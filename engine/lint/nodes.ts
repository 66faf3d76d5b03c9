import { entryOf, type MapEntry, type MapNode, type Node, type ScalarNode } from "#engine/core/node.js";

/** The value under a key, as a node. */
export function valueAt(map: MapNode | undefined, key: string): Node | undefined {
  return map === undefined ? undefined : entryOf(map, key)?.value;
}

/** The text under a key; undefined when it is no text. */
export function textAt(map: MapNode | undefined, key: string): string | undefined {
  const value = valueAt(map, key);
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

/** The dictionary under a key. */
export function mapAt(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = valueAt(map, key);
  return value?.kind === "map" ? value : undefined;
}

/** The items under a key; a single value counts as one, null as none. */
export function itemsAt(map: MapNode | undefined, key: string): readonly Node[] {
  const value = valueAt(map, key);
  if (value === undefined || (value.kind === "scalar" && value.value === null)) return [];
  return value.kind === "list" ? value.items : [value];
}

/** All scalars below a node, keys left out. */
export function scalarsOf(node: Node | undefined): readonly ScalarNode[] {
  if (node === undefined) return [];
  if (node.kind === "scalar") return [node];
  return (node.kind === "list" ? node.items : node.entries.map(({ value }) => value)).flatMap(scalarsOf);
}

/** All entries of all dictionaries below a node. */
export function entriesOf(node: Node | undefined): readonly MapEntry[] {
  if (node === undefined || node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap(entriesOf);
  return node.entries.flatMap((entry) => [entry, ...entriesOf(entry.value)]);
}
