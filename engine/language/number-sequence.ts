import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { formatValues } from "./percent-format.js";
import { textOf } from "./python-text.js";

const LIMIT = 1_000_000;
const SHORT = /^(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:\/(0?x?[0-9a-f]+))?(?::(.+))?$/i;
const NAMES = ["start", "end", "count", "stride", "format"];

/** The lookup `sequence`: texts of numbers, written `start=1 end=5 stride=2 format=host%02d`, `count=3`, or short as `1-5/2:host%02d`. */
export function numberSequence(terms: readonly Value[], named: Readonly<Record<string, Value>>): readonly Value[] | Fault {
  const all: Value[] = [];
  for (const term of terms.length === 0 && Object.keys(named).length > 0 ? [""] : terms) {
    const settings = new Map([...settingsOf(textOf(term)), ...Object.keys(named).map((key) => [key, textOf(named[key] ?? null)] as const)]);
    const made = sequence(settings);
    if (made instanceof Fault) return made;
    for (const each of made) all.push(each);
  }
  return all;
}

function settingsOf(text: string): readonly (readonly [string, string])[] {
  const short = SHORT.exec(text.trim());
  if (short === null) return [...text.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)].map(([, name = "", double, single, bare]) => [name, double ?? single ?? bare ?? ""]);
  const [, start, end, stride, format] = short;
  return Object.entries({ start, end, stride, format }).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

function sequence(settings: ReadonlyMap<string, string>): readonly string[] | Fault {
  const strange = [...settings.keys()].find((name) => !NAMES.includes(name));
  if (strange !== undefined) return typeFault(`it knows no "${strange}"`, `It knows ${NAMES.join(", ")}.`);
  const range = rangeOf(settings);
  if (range instanceof Fault) return range;
  const { start, length, stride } = range;
  if (length > LIMIT) return new Fault("too-large", `it would have more than ${LIMIT} items`);
  const format = settings.get("format") ?? "%d";
  const made = Array.from({ length }, (_, index) => formatValues(format, [start + index * stride]));
  return made.find((each) => each instanceof Fault) ?? made.filter((each) => typeof each === "string");
}

interface Range { readonly start: number; readonly length: number; readonly stride: number }

function rangeOf(settings: ReadonlyMap<string, string>): Range | Fault {
  const wrong = ["start", "end", "count", "stride"].find((name) => Number.isNaN(numberOf(settings.get(name), 0)));
  if (wrong !== undefined) return typeFault(`"${wrong}" must be a whole number, not "${settings.get(wrong) ?? ""}"`);
  if (settings.has("count") === settings.has("end")) return typeFault(settings.has("end") ? "it takes an end or a count, not both" : "it needs an end or a count", "Write it like `start=1 end=5`.");
  const start = numberOf(settings.get("start"), 1);
  const stride = numberOf(settings.get("stride"), 1);
  const count = numberOf(settings.get("count"), Number.NaN);
  if (count === 0) return { start, stride, length: 0 };
  // Ansible's arithmetic: with a negative stride it gives more items than were counted.
  return steps(start, Number.isNaN(count) ? numberOf(settings.get("end"), 0) : start + count * stride - 1, stride);
}

function steps(start: number, end: number, stride: number): Range | Fault {
  if (stride === 0) return { start, stride, length: 0 };
  if (stride > 0 ? end < start : end > start) return typeFault(`it does not come from ${start} to ${end} in steps of ${stride}`, stride > 0 ? "Count backwards with a negative stride, such as `stride=-1`." : "Count forwards with a positive stride.");
  return { start, stride, length: Math.floor((end - start) / stride) + 1 };
}

/** Decimal, 0x hexadecimal, 0o octal or 0b binary; NaN when it is none of them. A leading 0 means octal to nobody any more. */
function numberOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return /^[-+]?(?:0+|[1-9]\d*|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(text) ? Number(text.replace(/^[-+]/, "")) * (text.startsWith("-") ? -1 : 1) : Number.NaN;
}
