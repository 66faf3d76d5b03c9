import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { number, optional, text } from "../reading.js";

const DAY = 86_400_000;
const LONG: Readonly<Record<string, string>> = { millisecond: "ms", msec: "ms", msecond: "ms", sec: "s", second: "s", min: "m", minute: "m", hour: "h", day: "d", week: "w", month: "mo", year: "y" };
const calendar = { year: optional(number, 365), month: optional(number, 30) } as const;

/** Filters of community.general that read lengths of time such as `1h 30m`. */
export const durationFilters: Readonly<Record<string, Definition>> = {
  to_time_unit: define({
    doc: "to_time_unit(unit='ms', year=365, month=30): a length of time, such as '1h 30m', as a number of these units.",
    input: text, params: { unit: optional(text, "ms"), ...calendar }, apply: (value, { unit, ...days }) => convert(value, unit, days),
  }),
  ...Object.fromEntries(["milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "years"].map((unit) => [`to_${unit}`, define({
    doc: `to_${unit}(year=365, month=30): a length of time, such as '1h 30m', as a number of ${unit}.`,
    input: text, params: calendar, apply: (value, days) => convert(value, unit, days),
  })])),
};

function convert(value: string, unit: string, days: { readonly year: number; readonly month: number }): Value | Fault {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY, mo: days.month * DAY, y: days.year * DAY };
  const sizeOf = (name: string) => { const short = LONG[name.replace(/s+$/, "")] ?? name; return Object.hasOwn(units, short) ? units[short] : undefined; };
  const size = sizeOf(unit);
  if (size === undefined) return typeFault(`"${unit}" is not a unit of time`, `Use one of ${Object.keys(units).join(", ")}.`);
  if (value === "0") return 0;
  let total = 0;
  for (const part of value.split(/\s+/).filter((each) => each !== "")) {
    const [, count, name = ""] = /^(-?\d+)(\w+)/.exec(part) ?? [];
    const each = sizeOf(name);
    if (count === undefined || each === undefined) return typeFault(`"${value}" is not a length of time`, "Write it like `1h 30m`.");
    total += Number(count) * each;
  }
  return Number((total / size).toFixed(12));
}
