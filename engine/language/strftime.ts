const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A moment's parts in the chosen time zone, read through the UTC getters of a shifted date. */
interface Moment { readonly at: Date; readonly epoch: number; readonly offset: number }

const FIELDS: Readonly<Record<string, (moment: Moment) => string>> = {
  Y: ({ at }) => String(at.getUTCFullYear()), m: ({ at }) => pad(at.getUTCMonth() + 1), d: ({ at }) => pad(at.getUTCDate()), y: ({ at }) => pad(at.getUTCFullYear() % 100),
  H: ({ at }) => pad(at.getUTCHours()), M: ({ at }) => pad(at.getUTCMinutes()), S: ({ at }) => pad(at.getUTCSeconds()), f: ({ at }) => pad(at.getUTCMilliseconds() * 1000, 6),
  I: ({ at }) => pad(at.getUTCHours() % 12 || 12), p: ({ at }) => at.getUTCHours() < 12 ? "AM" : "PM", e: ({ at }) => String(at.getUTCDate()).padStart(2),
  j: ({ at }) => pad(dayOfYear(at), 3), a: ({ at }) => (DAYS[at.getUTCDay()] ?? "").slice(0, 3), A: ({ at }) => DAYS[at.getUTCDay()] ?? "",
  b: ({ at }) => (MONTHS[at.getUTCMonth()] ?? "").slice(0, 3), B: ({ at }) => MONTHS[at.getUTCMonth()] ?? "", w: ({ at }) => String(at.getUTCDay()), u: ({ at }) => String(at.getUTCDay() || 7),
  s: ({ epoch }) => String(Math.floor(epoch / 1000)), z: ({ offset }) => `${offset < 0 ? "-" : "+"}${pad(Math.floor(Math.abs(offset) / 60))}${pad(Math.abs(offset) % 60)}`,
  "%": () => "%", n: () => "\n", t: () => "\t",
};
const SHORT: Readonly<Record<string, string>> = { F: "%Y-%m-%d", T: "%H:%M:%S", R: "%H:%M", D: "%m/%d/%y" };

/** A moment by strftime(3)'s format, in the C locale; what is not known stays as it is written. */
export function strftime(format: string, date: Date, utc: boolean): string {
  const offset = utc ? 0 : -date.getTimezoneOffset();
  const moment = { at: new Date(date.getTime() + offset * 60_000), epoch: date.getTime(), offset };
  const long = format.replace(/%([FTRD])/g, (_, field: string) => SHORT[field] ?? "");
  return long.replace(/%([A-Za-z%])/g, (whole, field: string) => Object.hasOwn(FIELDS, field) ? FIELDS[field]?.(moment) ?? whole : whole);
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function dayOfYear(at: Date): number {
  return Math.floor((Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}
