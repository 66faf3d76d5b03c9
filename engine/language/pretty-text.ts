import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { compareTexts } from "./comparison.js";
import { representation } from "./python-text.js";

const WIDTH = 80;

/** A value as Python's pprint writes it: on one line if it fits into 80 columns, else item by item, keys in their order, long texts in pieces. */
export function prettyText(value: Value, indent = 0, allowance = 0): string {
  const short = oneLine(value);
  if (short.length <= WIDTH - indent - allowance) return short;
  if (isList(value)) return `[${items(value, indent + 1, allowance)}]`;
  if (isMap(value)) return `{${entries(value, indent + 1, allowance)}}`;
  return typeof value === "string" ? pieces(value, indent, allowance) : short;
}

function oneLine(value: Value): string {
  if (isList(value)) return `[${value.map(oneLine).join(", ")}]`;
  return isMap(value) ? `{${sortedKeys(value).map((key) => `${representation(key)}: ${oneLine(value[key] ?? null)}`).join(", ")}}` : representation(value);
}

function sortedKeys(map: ValueMap): readonly string[] {
  return Object.keys(map).sort(compareTexts);
}

function items(list: readonly Value[], indent: number, allowance: number): string {
  return list.map((item, index) => prettyText(item, indent, index === list.length - 1 ? allowance + 1 : 1)).join(`,\n${" ".repeat(indent)}`);
}

function entries(map: ValueMap, indent: number, allowance: number): string {
  const keys = sortedKeys(map);
  return keys.map((key, index) => {
    const name = `${representation(key)}: `;
    return name + prettyText(map[key] ?? null, indent + name.length, index === keys.length - 1 ? allowance + 1 : 1);
  }).join(`,\n${" ".repeat(indent)}`);
}

/** A long text as several literals, broken after white space and at the ends of lines; in parentheses when it stands alone. */
function pieces(text: string, indent: number, allowance: number): string {
  const alone = indent === 0;
  const at = alone ? 1 : indent;
  const room = WIDTH - at;
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const written = lines.flatMap((line, index) => {
    const last = index === lines.length - 1 ? room - allowance - Number(alone) : room;
    return representation(line).length <= last ? [representation(line)] : wrapped(line, room, last);
  });
  const joined = written.join(`\n${" ".repeat(at)}`);
  return alone && written.length > 1 ? `(${joined})` : joined;
}

function wrapped(line: string, room: number, last: number): string[] {
  const words = line.match(/\S*\s*/g)?.filter((word) => word !== "") ?? [];
  const made: string[] = [];
  let current = "";
  for (const [index, word] of words.entries()) {
    const longer = representation(current + word);
    if (current !== "" && longer.length > (index === words.length - 1 ? last : room)) {
      made.push(representation(current));
      current = word;
    } else current += word;
  }
  return current === "" ? made : [...made, representation(current)];
}
