import type { Place } from "#engine/core/place.js";
import type { Value } from "#engine/core/value.js";
import { readLiteral } from "#engine/inventory/python-literal.js";
import { plainValue } from "#engine/language/plain-value.js";
import { valueOf } from "#engine/schema/plain.js";

/** A text that is written like a list, a dictionary, True or False as what it means (JSON, or a Python literal); any other text as it is. */
export function dataOf(text: string): Value {
  if (text === "True" || text === "False") return text === "True";
  if (!(text.startsWith("{") && !text.startsWith("{{")) && !text.startsWith("[")) return text;
  return jsonOf(text) ?? literalOf(text);
}

function jsonOf(text: string): Value | undefined {
  try {
    return plainValue(JSON.parse(text));
  } catch {
    return undefined; // it may be a Python literal, or a text after all
  }
}

const NOWHERE: Place = { file: "", line: 1, column: 1, text: "" };

function literalOf(text: string): Value {
  const node = readLiteral(text, NOWHERE);
  return node.kind === "scalar" ? text : valueOf(node);
}
