import type { Value } from "#engine/core/value.js";
import { TemplateObject, type ObjectMethod } from "./template-object.js";

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

/** A length of time, what subtracting two moments gives: Python's timedelta. Only the days can be negative. */
export class TimeSpan extends TemplateObject {
  readonly #microseconds: number;

  constructor(microseconds: number) {
    super();
    this.#microseconds = microseconds;
    const days = Math.floor(microseconds / DAY);
    const rest = microseconds - days * DAY;
    this.define("days", days);
    this.define("seconds", Math.floor(rest / SECOND));
    this.define("microseconds", rest % SECOND);
  }

  override written(): Value {
    return this.text();
  }

  override get what(): string {
    return this.text();
  }

  override get kindName(): string {
    return "a span of time";
  }

  /** All of it. */
  get microseconds(): number {
    return this.#microseconds;
  }

  /** As `str()` writes it: `-1 day, 23:00:00`. */
  text(): string {
    const days = Math.floor(this.#microseconds / DAY);
    const rest = this.#microseconds - days * DAY;
    const seconds = Math.floor(rest / SECOND);
    const clock = `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
    const fraction = rest % SECOND === 0 ? "" : `.${String(rest % SECOND).padStart(6, "0")}`;
    return `${days === 0 ? "" : `${days} day${Math.abs(days) === 1 ? "" : "s"}, `}${clock}${fraction}`;
  }

  override method(name: string): ObjectMethod | undefined {
    return name === "total_seconds" ? () => this.#microseconds / SECOND : undefined;
  }
}
