import type { Value } from "#engine/core/value.js";
import { typeFault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { offsetText, strftime, type WallClock } from "./strftime.js";
import { TemplateObject, type CallArguments, type ObjectMethod } from "./template-object.js";

interface MomentParts {
  readonly kind: "datetime" | "date" | "time";
  /** Milliseconds since 1970, read as the wall clock; whole seconds. */
  readonly at: number;
  readonly microsecond: number;
  /** Minutes east of UTC, if the time zone is known. */
  readonly offset?: number | undefined;
}

/** A date, a time of day, or both: Python's datetime, as `to_datetime` and `now()` give it. Outside of the language it is its text. */
export class Moment extends TemplateObject {
  readonly #parts: MomentParts;

  constructor(parts: MomentParts) {
    super();
    this.#parts = parts;
    const at = new Date(parts.at);
    if (parts.kind !== "time") this.#defineAll({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() });
    if (parts.kind !== "date") this.#defineAll({ hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds(), microsecond: parts.microsecond });
  }

  /** This moment on the clock of this machine, or in UTC. */
  static now(utc: boolean): Moment {
    const date = new Date();
    const at = date.getTime() - (utc ? 0 : date.getTimezoneOffset() * 60_000);
    return new Moment({ kind: "datetime", at: Math.floor(at / 1000) * 1000, microsecond: (at % 1000) * 1000 });
  }

  #defineAll(attributes: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(attributes)) this.define(name, value);
  }

  override written(): Value {
    return this.text();
  }

  override get what(): string {
    return this.text();
  }

  override get kindName(): string {
    return this.kind === "time" ? "a time" : "a date";
  }

  /** What Python calls the type. */
  get kind(): "datetime" | "date" | "time" {
    return this.#parts.kind;
  }

  /** As `str()` writes it, or with another letter between date and time. */
  text(separator = " "): string {
    const { kind, microsecond, offset } = this.#parts;
    const iso = new Date(this.#parts.at).toISOString();
    const [date, time] = [iso.slice(0, -14), iso.slice(-13, -5)];
    const fraction = microsecond === 0 ? "" : `.${String(microsecond).padStart(6, "0")}`;
    if (kind === "date") return date;
    const full = `${time}${fraction}${offset === undefined ? "" : offsetText(offset, ":")}`;
    return kind === "time" ? full : `${date}${separator}${full}`;
  }

  /** Microseconds since 1970 by its own clock, or in UTC if its time zone is known. */
  get microseconds(): number {
    return (this.#parts.at - (this.#parts.offset ?? 0) * 60_000) * 1000 + this.#parts.microsecond;
  }

  /** Whether one of them knows its time zone and the other does not, or they are of two types: such moments cannot be compared. */
  isUnlike(other: Moment): boolean {
    return (this.#parts.offset === undefined) !== (other.#parts.offset === undefined) || this.kind !== other.kind;
  }

  /** The moment so many microseconds later. */
  plus(microseconds: number): Moment {
    const total = this.#parts.microsecond + microseconds;
    const seconds = Math.floor(total / 1_000_000);
    return new Moment({ ...this.#parts, at: this.#parts.at + seconds * 1000, microsecond: total - seconds * 1_000_000 });
  }

  /** Written by a format of strftime(3). */
  strftime(format: string): string {
    const { at, microsecond, offset } = this.#parts;
    const clock: WallClock = { at: new Date(at), microsecond, epoch: Math.floor(this.#timestamp()), offset, zone: offset === undefined ? "" : offset === 0 ? "UTC" : `UTC${offsetText(offset, ":")}` };
    return strftime(format, clock);
  }

  /** Without a time zone it is a time of this machine. */
  #timestamp(): number {
    const { at, offset, microsecond } = this.#parts;
    const local = new Date(at);
    const shift = offset ?? -new Date(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes()).getTimezoneOffset();
    return (at - shift * 60_000) / 1000 + microsecond / 1_000_000;
  }

  override method(name: string): ObjectMethod | undefined {
    const day = (new Date(this.#parts.at).getUTCDay() + 6) % 7;
    const methods: Readonly<Record<string, ObjectMethod>> = {
      strftime: (args) => withText(args, "format", undefined, (format) => this.strftime(format)),
      isoformat: (args) => withText(args, "sep", "T", (separator) => this.text(separator)),
      timestamp: () => this.#timestamp(), weekday: () => day, isoweekday: () => day + 1,
      date: () => new Moment({ ...this.#parts, kind: "date", at: Math.floor(this.#parts.at / 86_400_000) * 86_400_000, microsecond: 0, offset: undefined }).asValue(),
      time: () => new Moment({ ...this.#parts, kind: "time", offset: undefined }).asValue(),
      ctime: () => this.strftime("%c"),
    };
    return Object.hasOwn(methods, name) ? methods[name] : undefined;
  }
}

function withText({ positional, named }: CallArguments, name: string, fallback: string | undefined, write: (text: string) => Value): Outcome {
  const given = positional[0] ?? named.get(name) ?? fallback;
  return typeof given === "string" ? write(given) : typeFault(`It needs "${name}", a string`);
}
