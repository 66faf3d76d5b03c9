import { isList, isMap, type Value } from "#engine/core/value.js";
import { compareTexts } from "./comparison.js";
import { numberText, textOf } from "./python-text.js";
import { Moment } from "./moment.js";
import { isTemporal } from "./date-arithmetic.js";

/** How JSON is written. */
export interface JsonShape {
  /** Spaces per level; everything on one line when left out. */
  readonly indent?: number | undefined;
  readonly sort: boolean;
  /** What stands between items, and between key and value: `, ` and `: ` when left out. */
  readonly separators?: readonly [item: string, key: string] | undefined;
  /** Everything beyond ASCII as \uXXXX. */
  readonly ascii: boolean;
}

/** JSON as Python's json.dumps writes it: `{"a": 1, "b": [1, 2]}`. */
export function toJson(value: Value, shape: JsonShape, level = 0): string {
  if (value === null || typeof value !== "object") return plainJson(value, shape);
  if (isList(value)) return bracketed("[]", value.map((item) => toJson(item, shape, level + 1)), shape, level);
  if (isTemporal(value)) return jsonString(value instanceof Moment ? value.text("T") : textOf(value), shape.ascii);
  if (!isMap(value)) return '"***"';
  const keys = shape.sort ? Object.keys(value).sort(compareTexts) : Object.keys(value);
  return bracketed("{}", keys.map((key) => `${jsonString(key, shape.ascii)}${shape.separators?.[1] ?? ": "}${toJson(value[key] ?? null, shape, level + 1)}`), shape, level);
}

function plainJson(value: null | boolean | number | string, { ascii }: JsonShape): string {
  if (typeof value === "string") return jsonString(value, ascii);
  return typeof value === "number" ? numberText(value) : String(value);
}

function bracketed(brackets: "[]" | "{}", parts: readonly string[], { indent, separators }: JsonShape, level: number): string {
  const [open, close] = [brackets.charAt(0), brackets.charAt(1)];
  if (parts.length === 0) return brackets;
  if (indent === undefined) return `${open}${parts.join(separators?.[0] ?? ", ")}${close}`;
  const width = Math.min(Math.max(indent, 0), 16);
  const pad = `\n${" ".repeat(width * (level + 1))}`;
  return `${open}${pad}${parts.join(`${separators?.[0] ?? ","}${pad}`)}\n${" ".repeat(width * level)}${close}`;
}

function jsonString(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  return ascii ? json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`) : json;
}
