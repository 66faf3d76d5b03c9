import type { MapNode, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";

/** A scalar that nobody wrote, standing where the thing it belongs to stands. */
export function scalarAt(value: string | boolean | number, place: Place): ScalarNode {
  return { kind: "scalar", value, source: String(value), place, style: "plain" };
}

/** An empty dictionary at a place. */
export function emptyMapAt(place: Place): MapNode {
  return { kind: "map", entries: [], place };
}
