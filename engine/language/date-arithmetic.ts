import type { Value } from "#engine/core/value.js";
import { typeFault, type Fault } from "./fault.js";
import { Moment } from "./moment.js";
import { TimeSpan } from "./time-span.js";
import type { BinaryOperator } from "./tree.js";

/** Whether a value is a date, a time, or a length of time. */
export function isTemporal(value: Value): boolean {
  return value instanceof Moment || value instanceof TimeSpan;
}

/** `date - date`, `date + span`, `span * 2` and the like; undefined for what makes no sense. */
export function calculateDates(operator: BinaryOperator, left: Value, right: Value): Value | Fault | undefined {
  if (left instanceof Moment) return withMoment(operator, left, right);
  if (left instanceof TimeSpan) return withSpan(operator, left, right);
  return right instanceof TimeSpan && typeof left === "number" && operator === "*" ? scaled(right, left) : undefined;
}

function withMoment(operator: BinaryOperator, left: Moment, right: Value): Value | Fault | undefined {
  if (right instanceof Moment) return operator === "-" ? between(left, right) : undefined;
  if (!(right instanceof TimeSpan) || (operator !== "+" && operator !== "-")) return undefined;
  return left.plus(operator === "+" ? right.microseconds : -right.microseconds).asValue();
}

function withSpan(operator: BinaryOperator, left: TimeSpan, right: Value): Value | Fault | undefined {
  if (right instanceof Moment) return operator === "+" ? right.plus(left.microseconds).asValue() : undefined;
  if (right instanceof TimeSpan) return betweenSpans(operator, left.microseconds, right.microseconds);
  if (typeof right !== "number") return undefined;
  if (operator === "*") return scaled(left, right);
  return right !== 0 && ["/", "//"].includes(operator) ? scaled(left, 1 / right) : undefined;
}

function scaled(span: TimeSpan, factor: number): Value {
  return new TimeSpan(Math.round(span.microseconds * factor)).asValue();
}

function between(left: Moment, right: Moment): Value | Fault {
  return left.isUnlike(right) ? typeFault("One of the dates has a time zone and the other has none") : new TimeSpan(left.microseconds - right.microseconds).asValue();
}

function betweenSpans(operator: BinaryOperator, left: number, right: number): Value | undefined {
  switch (operator) {
    case "+": return new TimeSpan(left + right).asValue();
    case "-": return new TimeSpan(left - right).asValue();
    case "/": return right === 0 ? undefined : left / right;
    case "//": return right === 0 ? undefined : Math.floor(left / right);
    default: return undefined;
  }
}

/** How two dates or two spans stand to each other; undefined when they cannot be compared. */
export function compareDates(left: Value, right: Value): number | undefined {
  if (left instanceof Moment && right instanceof Moment) return left.isUnlike(right) ? undefined : left.microseconds - right.microseconds;
  return left instanceof TimeSpan && right instanceof TimeSpan ? left.microseconds - right.microseconds : undefined;
}
