const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAY_MS = 86_400_000;

/** The names in the C locale, from Sunday and from January. */
export const NAMES = { days: DAYS, months: MONTHS } as const;

/** A moment as clocks and calendars show it. */
export interface WallClock {
  /** Read through the UTC getters. */
  readonly at: Date;
  readonly microsecond: number;
  /** Seconds since 1970. */
  readonly epoch: number;
  /** Minutes east of UTC; undefined when nobody knows the time zone. */
  readonly offset: number | undefined;
  readonly zone: string;
}

/** What a clock shows at this moment, in the time zone of this machine or in UTC. */
export function wallClock(date: Date, utc: boolean): WallClock {
  const offset = utc ? 0 : -date.getTimezoneOffset();
  return { at: new Date(date.getTime() + offset * 60_000), microsecond: date.getMilliseconds() * 1000, epoch: Math.floor(date.getTime() / 1000), offset, zone: utc ? "GMT" : zoneName(date) };
}

function zoneName(date: Date): string {
  return new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

interface Field { readonly value: (clock: WallClock) => string | number; readonly width?: number; readonly pad?: string }
const number = (value: (at: Date) => number, width = 2, pad = "0"): Field => ({ value: ({ at }) => value(at), width, pad });
const hour12 = (at: Date) => at.getUTCHours() % 12 || 12;

const FIELDS: Readonly<Record<string, Field>> = {
  Y: { value: ({ at }) => at.getUTCFullYear() }, C: number((at) => Math.floor(at.getUTCFullYear() / 100)), y: number((at) => at.getUTCFullYear() % 100), G: { value: ({ at }) => isoWeek(at).year },
  m: number((at) => at.getUTCMonth() + 1), d: number((at) => at.getUTCDate()), e: number((at) => at.getUTCDate(), 2, " "), j: number(dayOfYear, 3),
  H: number((at) => at.getUTCHours()), k: number((at) => at.getUTCHours(), 2, " "), I: number(hour12), l: number(hour12, 2, " "), M: number((at) => at.getUTCMinutes()), S: number((at) => at.getUTCSeconds()),
  f: { value: ({ microsecond }) => microsecond, width: 6, pad: "0" }, p: { value: ({ at }) => at.getUTCHours() < 12 ? "AM" : "PM" }, P: { value: ({ at }) => at.getUTCHours() < 12 ? "am" : "pm" },
  a: { value: ({ at }) => (DAYS[at.getUTCDay()] ?? "").slice(0, 3) }, A: { value: ({ at }) => DAYS[at.getUTCDay()] ?? "" },
  b: { value: ({ at }) => (MONTHS[at.getUTCMonth()] ?? "").slice(0, 3) }, B: { value: ({ at }) => MONTHS[at.getUTCMonth()] ?? "" },
  w: number((at) => at.getUTCDay(), 1), u: number((at) => at.getUTCDay() || 7, 1),
  U: number((at) => Math.floor((dayOfYear(at) + 6 - at.getUTCDay()) / 7)), W: number((at) => Math.floor((dayOfYear(at) + 6 - (at.getUTCDay() + 6) % 7) / 7)), V: number((at) => isoWeek(at).week),
  s: { value: ({ epoch }) => epoch }, z: { value: ({ offset }) => offset === undefined ? "" : offsetText(offset, "") }, Z: { value: ({ zone }) => zone },
  "%": { value: () => "%" }, n: { value: () => "\n" }, t: { value: () => "\t" },
};
const LONG: Readonly<Record<string, string>> = { F: "%Y-%m-%d", T: "%H:%M:%S", X: "%H:%M:%S", R: "%H:%M", D: "%m/%d/%y", x: "%m/%d/%y", c: "%a %b %e %H:%M:%S %Y", h: "%b", r: "%I:%M:%S %p" };

/** A moment by strftime(3)'s format with the flags of glibc (- _ 0 ^), in the C locale; what is not known stays as it is written. */
export function strftime(format: string, clock: WallClock): string {
  const long = format.replace(/%(%|[FTXRDxchr])/g, (whole, field: string) => LONG[field] ?? whole);
  return long.replace(/%([-_0^]?)([A-Za-z%])/g, (whole, mark: string, letter: string) => {
    const field = Object.hasOwn(FIELDS, letter) ? FIELDS[letter] : undefined;
    if (field === undefined) return whole;
    const text = String(field.value(clock));
    if (mark === "-") return text;
    const padded = text.padStart(field.width ?? 0, mark === "_" ? " " : mark === "0" ? "0" : field.pad ?? " ");
    return mark === "^" ? padded.toUpperCase() : padded;
  });
}

/** `+0130`, or `+01:30` with a colon. */
export function offsetText(minutes: number, colon: "" | ":"): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}${colon}${String(size % 60).padStart(2, "0")}`;
}

function dayOfYear(at: Date): number {
  return Math.floor((Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) - Date.UTC(at.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

/** The week of ISO 8601 belongs to the year of its Thursday. */
function isoWeek(at: Date): { year: number; week: number } {
  const thursday = new Date(at.getTime() + (3 - (at.getUTCDay() + 6) % 7) * DAY_MS);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}
