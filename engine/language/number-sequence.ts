import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { formatPercent } from "./percent-format.js";
import { textOf } from "./python-text.js";

const LIMIT = 1_000_000;
const SHORT = /^(?:(-?\w+)-)?(-?\w+)(?:\/(-?\w+))?(?::(.+))?$/;

/** The lookup `sequence`: texts of numbers, written `start=1 end=5 stride=2 format=host%02d`, `count=3`, or short as `1-5/2:host%02d`. */
export function numberSequence(terms: readonly Value[], named: Readonly<Record<string, Value>>): readonly Value[] | Fault {
  const all: Value[] = [];
  for (const term of terms.length === 0 ? [""] : terms) {
    const settings = new Map([...settingsOf(textOf(term)), ...Object.keys(named).map((key) => [key, textOf(named[key] ?? null)] as const)]);
    const made = sequence(settings);
    if (made instanceof Fault) return made;
    for (const each of made) all.push(each);
  }
  return all;
}

function settingsOf(text: string): readonly (readonly [string, string])[] {
  if (text.includes("=")) return text.split(/\s+/).filter((pair) => pair !== "").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
  const [, start, end, stride, format] = SHORT.exec(text.trim()) ?? [];
  return Object.entries({ start, end, stride, format }).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

function sequence(settings: ReadonlyMap<string, string>): readonly string[] | Fault {
  const [start = 1, count, stride = 1] = ["start", "count", "stride"].map((name) => numberOf(settings.get(name)));
  const end = count === undefined ? numberOf(settings.get("end")) : start + (count - 1) * stride;
  if (end === undefined || ![start, end, stride].every(Number.isInteger)) return typeFault("sequence: it needs whole numbers, and an end or a count", "Write it like `start=1 end=5`.");
  const length = stride === 0 ? 0 : Math.max(0, Math.floor((end - start) / stride) + 1);
  if (length > LIMIT) return new Fault("too-large", `sequence: it would have more than ${LIMIT} items`);
  const format = settings.get("format") ?? "%d";
  const made = Array.from({ length }, (_, index) => formatPercent(format, [start + index * stride]));
  return made.find((each) => each instanceof Fault) ?? made.filter((each) => typeof each === "string");
}

/** Decimal, 0x hexadecimal or 0 octal. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}
