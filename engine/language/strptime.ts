import { Fault } from "./fault.js";
import { Moment } from "./moment.js";
import { NAMES } from "./strftime.js";

const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3));
const oneOf = (names: readonly string[]) => `(${[...names].sort((a, b) => b.length - a.length).join("|")})`;

const DIRECTIVES: Readonly<Record<string, string>> = {
  d: "(3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])", m: "(1[0-2]|0[1-9]|[1-9])", Y: "(\\d{4})", y: "(\\d\\d)", H: "(2[0-3]|[01]\\d|\\d)", I: "(1[0-2]|0[1-9]|[1-9])", M: "([0-5]\\d|\\d)", S: "(6[01]|[0-5]\\d|\\d)",
  f: "(\\d{1,6})", j: "(36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])", p: "(AM|PM)", a: oneOf(short(NAMES.days)), A: oneOf(NAMES.days), b: oneOf(short(NAMES.months)), B: oneOf(NAMES.months),
  w: "([0-6])", u: "([1-7])", z: "(Z|[+-]\\d\\d:?[0-5]\\d)", Z: "(UTC|GMT)",
};
const LONG: Readonly<Record<string, string>> = { T: "%H:%M:%S", R: "%H:%M", D: "%m/%d/%y", F: "%Y-%m-%d" };

/** The moment that a text stands for, by a format of strptime(3) in the C locale, as Python's datetime.strptime reads it. */
export function strptime(text: string, format: string): Moment | Fault {
  const letters: string[] = [];
  const faults: Fault[] = [];
  const pattern = format.replace(/%([TRDF])/g, (_, letter: string) => LONG[letter] ?? "").replace(/%(.?)|\s+|[^]/gu, (part, letter: string | undefined) => {
    if (letter === undefined) return /^\s/.test(part) ? "\\s+" : part.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
    if (letter === "%") return "%";
    if (!Object.hasOwn(DIRECTIVES, letter)) faults.push(new Fault("bad-date", `The format of a date cannot have "${part}"`, { hint: "See strptime(3); the usual ones are %Y-%m-%d %H:%M:%S." }));
    letters.push(letter);
    return DIRECTIVES[letter] ?? "";
  });
  if (faults[0] !== undefined || text.length > 1000 || format.length > 1000) return faults[0] ?? new Fault("bad-date", "The date is longer than 1000 characters");
  const match = new RegExp(`^${pattern}$`, "i").exec(text);
  if (match === null) return new Fault("bad-date", `"${text}" is not a date of the format "${format}"`);
  return momentOf(new Map(letters.map((letter, index) => [letter, match[index + 1] ?? ""])));
}

function momentOf(fields: ReadonlyMap<string, string>): Moment | Fault {
  const number = (letter: string) => fields.has(letter) ? Number(fields.get(letter)) : undefined;
  const year = number("Y") ?? yearOfTwo(number("y")) ?? 1900;
  const at = dayOf(year, monthOf(fields), { day: number("d"), ofYear: number("j") });
  if (at instanceof Fault) return at;
  const minutes = hourOf(number("H") ?? number("I") ?? 0, fields) * 60 + (number("M") ?? 0);
  const seconds = minutes * 60 + (number("S") ?? 0);
  return new Moment({ kind: "datetime", at: at + seconds * 1000, microsecond: Number((fields.get("f") ?? "").padEnd(6, "0")), offset: offsetOf(fields.get("z")) });
}

/** Milliseconds since 1970 of a day by its month, or by its number in the year alone. */
function dayOf(year: number, month: number, { day, ofYear }: { readonly day: number | undefined; readonly ofYear: number | undefined }): number | Fault {
  if (day === undefined && ofYear !== undefined) return Date.UTC(year, 0, ofYear);
  const at = Date.UTC(year, month - 1, day ?? 1);
  return new Date(at).getUTCDate() === (day ?? 1) ? at : new Fault("bad-date", `There is no day ${day ?? 1} in this month`);
}

function monthOf(fields: ReadonlyMap<string, string>): number {
  const named = nameIndex(fields.get("B"), NAMES.months) ?? nameIndex(fields.get("b"), short(NAMES.months));
  return fields.has("m") ? Number(fields.get("m")) : (named ?? 0) + 1;
}

/** POSIX: 69 to 99 are in the last century. */
function yearOfTwo(year: number | undefined): number | undefined {
  return year === undefined ? undefined : year + (year < 69 ? 2000 : 1900);
}

function nameIndex(name: string | undefined, names: readonly string[]): number | undefined {
  return name === undefined ? undefined : names.findIndex((each) => each.toLowerCase() === name.toLowerCase());
}

function hourOf(hour: number, fields: ReadonlyMap<string, string>): number {
  if (!fields.has("I")) return hour;
  return hour % 12 + (fields.get("p")?.toUpperCase() === "PM" ? 12 : 0);
}

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
