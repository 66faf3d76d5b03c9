import type { MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Plain } from "#engine/core/value.js";

/** A place for tests that do not care where. */
export const somewhere: Place = { file: "test.yml", line: 1, column: 1, text: "" };

/** A node for plain data, all of it standing at one place. */
export function nodeOf(value: Plain, place: Place = somewhere): Node {
  if (isList(value)) return { kind: "list", items: value.map((each) => nodeOf(each, place)), place };
  if (typeof value === "object" && value !== null) return mapOf(value, place);
  return scalarOf(value, place);
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** A dictionary node. */
export function mapOf(value: Readonly<Record<string, Plain>>, place: Place = somewhere): MapNode {
  return { kind: "map", place, entries: Object.entries(value).map(([key, each]) => ({ key, keyPlace: place, value: nodeOf(each, place) })) };
}

function scalarOf(value: ScalarNode["value"], place: Place): ScalarNode {
  return { kind: "scalar", value, source: String(value), place, style: "plain" };
}
