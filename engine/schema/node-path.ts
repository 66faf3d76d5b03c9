import { entryOf, type MapEntry, type MapNode, type Node } from "#engine/core/node.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Violation } from "./violation.js";

/** The deepest node on the way to a path: where a list was made from text, the path leads on but the node ends. */
export function nodeAtPath(node: Node, path: readonly string[]): Node {
  const [part, ...rest] = path;
  if (part === undefined) return node;
  const next = node.kind === "map" ? entryOf(node, part)?.value : node.kind === "list" ? node.items[Number(part)] : undefined;
  return next === undefined ? node : nodeAtPath(next, rest);
}

/** Puts a violation in its place: at the key when the key is wrong, else at the value. */
export function locate(violation: Violation, node: Node): Diagnostic {
  const { code, message, hint, path, key } = violation;
  const at = nodeAtPath(node, path);
  return problemAt(code, message, { hint, place: keyPlace(at, key) ?? at.place });
}

function keyPlace(node: Node, key: string | undefined): Place | undefined {
  if (key === undefined || node.kind !== "map") return undefined;
  const entry: MapEntry | undefined = entryOf(node, key);
  return entry?.keyPlace;
}

/** The dictionary under a key; undefined for anything else. */
export function mapUnder(node: MapNode, key: string): MapNode | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "map" ? value : undefined;
}
