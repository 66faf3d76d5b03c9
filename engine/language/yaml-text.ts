import { isList, isMap, type Value } from "#engine/core/value.js";
import { compareTexts } from "./comparison.js";
import { numberText } from "./python-text.js";

/** How YAML is written. */
export interface YamlShape {
  /** Spaces per level. */
  readonly indent: number;
  readonly sort: boolean;
  /** Lists and dictionaries of plain values in brackets on one line. */
  readonly flowLeaves: boolean;
}

/** YAML as PyYAML writes it, except that long lines are not folded and texts with newlines are in double quotes. */
export function toYaml(value: Value, shape: YamlShape): string {
  return isBlock(value, shape) ? `${block(value, shape, 0).join("\n")}\n` : `${inline(value, shape, false)}\n`;
}

function isBlock(value: Value, { flowLeaves }: YamlShape): value is readonly Value[] | Readonly<Record<string, Value>> {
  const parts = partsOf(value);
  if (parts === undefined || parts.length === 0) return false;
  return !flowLeaves || parts.some((part) => partsOf(part) !== undefined);
}

function partsOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  return isMap(value) ? Object.values(value) : undefined;
}

function block(value: readonly Value[] | Readonly<Record<string, Value>>, shape: YamlShape, depth: number): string[] {
  if (isList(value)) return value.flatMap((item) => listItem(item, shape, depth));
  return keysOf(value, shape).flatMap((key) => mapEntry(key, value[key] ?? null, shape, depth));
}

function keysOf(value: Readonly<Record<string, Value>>, { sort }: YamlShape): readonly string[] {
  return sort ? Object.keys(value).sort(compareTexts) : Object.keys(value);
}

function listItem(item: Value, shape: YamlShape, depth: number): string[] {
  if (!isBlock(item, shape)) return [`- ${inline(item, shape, false)}`];
  const inner = block(item, shape, depth + 1);
  const pad = " ".repeat(shape.indent);
  return inner.map((line, index) => index === 0 ? `-${" ".repeat(shape.indent - 1)}${line}` : pad + line);
}

/** PyYAML does not set lists in below their key. */
function mapEntry(key: string, item: Value, shape: YamlShape, ...[depth]: [number]): string[] {
  const name = scalar(key, false);
  if (!isBlock(item, shape)) return [`${name}: ${inline(item, shape, false)}`];
  const pad = isList(item) ? "" : " ".repeat(shape.indent);
  return [`${name}:`, ...block(item, shape, depth + 1).map((line) => pad + line)];
}

function inline(value: Value, shape: YamlShape, inFlow: boolean): string {
  if (isList(value)) return `[${value.map((item) => inline(item, shape, true)).join(", ")}]`;
  if (isMap(value)) return `{${keysOf(value, shape).map((key) => `${scalar(key, true)}: ${inline(value[key] ?? null, shape, true)}`).join(", ")}}`;
  if (typeof value === "string") return scalar(value, inFlow);
  if (typeof value === "number") return Number.isFinite(value) ? numberText(value) : Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return value === null ? "null" : value === true ? "true" : "false";
}

/** What YAML 1.1 would not read as a string (https://yaml.org/type/: bool, int, float, null, merge, value, timestamp). */
const NOT_A_STRING = new RegExp(["", "~|null|Null|NULL", "[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF", "<<|=",
  "[-+]?0b[01_]+|[-+]?0[0-7_]*|[-+]?[1-9][\\d_]*|[-+]?0x[\\da-fA-F_]+|[-+]?[1-9][\\d_]*(:[0-5]?\\d)+",
  "[-+]?\\d[\\d_]*\\.[\\d_]*([eE][-+]\\d+)?|\\.\\d[\\d_]*([eE][-+]\\d+)?|[-+]?\\d[\\d_]*(:[0-5]?\\d)+\\.[\\d_]*|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)",
  "\\d{4}-\\d\\d?-\\d\\d?([Tt\\s].*)?"].map((each) => `^(?:${each})$`).join("|"));
const SPECIAL_START = /^(?:[-?:](?=\s|$)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.|\s)/;
const SPECIAL_INSIDE = /:(?=\s|$)|\s#|\s$/;
const NEEDS_ESCAPES = /[\p{Cc}\u2028\u2029\ufeff]/u;

function scalar(text: string, inFlow: boolean): string {
  if (NEEDS_ESCAPES.test(text)) return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const plain = !NOT_A_STRING.test(text) && !SPECIAL_START.test(text) && !SPECIAL_INSIDE.test(text) && !(inFlow && /[,?[\]{}:]/.test(text));
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}
