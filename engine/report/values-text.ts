import { Secret } from "#engine/core/secret.js";
import { Omit, Unknown, isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { truncate } from "./display-width.js";
import { linesOf, oneLine } from "./visible.js";

const deepest = 12;

/** Values as lines that look like YAML, for people: it is not meant to be read back. */
export function valueLines(values: ValueMap, depth = 0): string[] {
  return Object.entries(values).flatMap(([key, value]) => entryLines(`${oneLine(key)}:`, value, depth));
}

/** Values on one line, JSON-like, cut to so many columns. */
export function valuesOnOneLine(values: ValueMap, width: number): string {
  return truncate(oneLine(JSON.stringify(values, (_key, value: unknown) => value instanceof Unknown ? unknownText(value) : value)), width);
}

function entryLines(label: string, value: Value, depth: number): string[] {
  if (isMap(value)) return nested(label, "{}", depth < deepest ? valueLines(value, depth + 1) : ["..."]);
  if (isList(value)) return nested(label, "[]", depth < deepest ? value.flatMap((each) => entryLines("-", each, depth + 1)) : ["..."]);
  if (typeof value === "string" && value.trim().includes("\n")) return [`${label} |`, ...linesOf(value).map((line) => `  ${line}`)];
  return [`${label} ${scalar(value)}`];
}

function nested(label: string, empty: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${label} ${empty}`] : [label, ...lines.map((line) => `  ${line}`)];
}

function scalar(value: Exclude<Value, ValueMap | readonly Value[]>): string {
  if (value instanceof Unknown) return unknownText(value);
  if (value instanceof Secret) return "***";
  if (value instanceof Omit) return "(omitted)";
  if (typeof value !== "string") return String(value);
  return /^[\p{L}/_(][^:#\n]*$/u.test(value) && !/^(?:true|false|null|yes|no)$|\s$/i.test(value) ? oneLine(value) : oneLine(JSON.stringify(value));
}

function unknownText(value: Unknown): string {
  return `(unknown: ${oneLine(value.because)})`;
}
