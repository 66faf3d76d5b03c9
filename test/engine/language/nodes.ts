import type { ListNode, MapNode, Node, ScalarNode } from "#engine/core/node.js";

/** A scalar as it would stand after `key: ` on line 3. */
export function scalar(value: ScalarNode["value"], written = String(value), style: ScalarNode["style"] = "plain"): ScalarNode {
  const text = `    key: ${written}`;
  return { kind: "scalar", value, source: written, style, place: { file: "site.yml", line: 3, column: 10, text } };
}

/** A block scalar (|) whose text starts on line 4, set in by six. */
export function blockScalar(value: string): ScalarNode {
  return { kind: "scalar", value, source: value, style: "block", place: { file: "site.yml", line: 4, column: 7, text: `      ${value.split("\n", 1)[0] ?? ""}` } };
}

/** A list. */
export function list(...items: readonly Node[]): ListNode {
  return { kind: "list", items, place: { file: "site.yml", line: 2, column: 1, text: "" } };
}

/** A dictionary. */
export function map(entries: Readonly<Record<string, Node>>): MapNode {
  const place = { file: "site.yml", line: 2, column: 1, text: "" };
  return { kind: "map", place, entries: Object.entries(entries).map(([key, value]) => ({ key, keyPlace: { ...place, text: key }, value })) };
}
