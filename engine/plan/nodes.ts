import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import type { Plain } from "#engine/core/value.js";

/** The value under a key, as a node. */
export function nodeAt(map: MapNode, key: string): Node | undefined {
  return entryOf(map, key)?.value;
}

/** The value under a key when it is a dictionary. */
export function mapAt(map: MapNode, key: string): MapNode | undefined {
  const node = nodeAt(map, key);
  return node?.kind === "map" ? node : undefined;
}

/** The value under a key as a list: a single value counts as a list of one, none as an empty list. */
export function listAt(map: MapNode, key: string): readonly Node[] {
  const node = nodeAt(map, key);
  if (node === undefined || (node.kind === "scalar" && node.value === null)) return [];
  return node.kind === "list" ? node.items : [node];
}

/** The scalar under a key; undefined for lists, dictionaries, null, and what is encrypted. */
export function scalarValue(map: MapNode, key: string): Exclude<Plain, null | object> | undefined {
  const node = nodeAt(map, key);
  return node?.kind === "scalar" && node.value !== null && typeof node.value !== "object" ? node.value : undefined;
}

/** The text under a key, undefined when it is not text. */
export function textAt(map: MapNode, key: string): string | undefined {
  const value = scalarValue(map, key);
  return typeof value === "string" ? value : undefined;
}

/** Words of a list or of a comma-separated string, such as `tags: a, b`. */
export function wordsAt(map: MapNode, key: string): readonly string[] {
  return listAt(map, key).flatMap((node) => node.kind === "scalar" && node.value !== null ? String(node.value).split(",") : [])
    .map((word) => word.trim()).filter((word) => word !== "");
}
