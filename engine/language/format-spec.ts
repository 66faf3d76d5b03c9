import type { Value } from "#engine/core/value.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { formatNumber } from "./number-format.js";
import { kindOf, numberText, textOf } from "./python-text.js";
import { Moment } from "./moment.js";

const SPEC = /^(?:(?<fill>.)?(?<side>[<>^=]))?(?<sign>[-+ ])?z?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<group>[,_])?(?:\.(?<precision>\d+))?(?<type>[a-zA-Z%])?$/su;
type Spec = Readonly<Record<string, string | undefined>>;
/** Wider fields are a mistake, or an attack. */
const WIDTH_LIMIT = 10_000;

/** A value by what stands after the colon in `'{:>10.2f}'` (https://docs.python.org/3/library/string.html#formatspec). */
export function formatWithSpec(value: Value, written: string): string | Fault {
  if (written === "") return textOf(value);
  if (value instanceof Moment) return value.strftime(written);
  const spec: Spec | undefined = SPEC.exec(written)?.groups;
  if (spec === undefined) return new Fault("format-error", `":${written}" is not a format`);
  const number = numeric(value);
  return number === undefined ? textField(value, spec) : numberField(number, spec, value);
}

function textField(value: Value, spec: Spec): string | Fault {
  const { type, precision, side, sign } = spec;
  if (type !== undefined && type !== "s") return typeFault(`":${type}" needs a number, not ${kindOf(value)}`);
  if (side === "=" || sign !== undefined) return typeFault(`":${side ?? ""}${sign ?? ""}" needs a number, not ${kindOf(value)}`);
  const text = Array.from(textOf(value)).slice(0, precision === undefined ? undefined : Number(precision)).join("");
  return justify("", text, { ...spec, side: side ?? "<" });
}

function numberField(number: number, spec: Spec, value: Value): string | Fault {
  const { type = "", sign = "-", zero } = spec;
  if (type !== "" && "bcdoxX".includes(type) && !Number.isInteger(number)) return typeFault(`":${type}" needs a whole number, not ${numberText(number)}`);
  const body = numberBody(Math.abs(number), spec, value);
  if (body === undefined) return typeFault(`":${type}" is not a format of numbers`);
  return justify(number < 0 ? "-" : sign.replace("-", ""), grouped(body, spec), { ...spec, side: spec["side"] ?? (zero === undefined ? ">" : "=") });
}

function numberBody(number: number, { type, precision: written, alternate }: Spec, value: Value): string | undefined {
  const precision = written === undefined ? undefined : Math.min(Number(written), 100);
  const shape = { precision, alternate: alternate !== undefined };
  if (type === "%") return `${formatNumber(number * 100, { ...shape, type: "f" }) ?? ""}%`;
  if (type === "n") return formatNumber(number, { ...shape, type: Number.isInteger(number) ? "d" : "g" });
  if (type !== undefined) return type === "s" ? undefined : formatNumber(number, { ...shape, type });
  if (precision !== undefined) return formatNumber(number, { ...shape, type: "g" });
  return typeof value === "boolean" ? String(Number(value)) : numberText(number);
}

function grouped(body: string, { group, type = "d" }: Spec): string {
  if (group === undefined) return body;
  const pattern = "bxXo".includes(type) ? /\B(?=([\da-fA-F]{4})+(?![\da-fA-F]))/g : /\B(?=(\d{3})+(?!\d))/g;
  return body.replace(/^\d+/, (whole) => whole.replace(pattern, group));
}

function justify(mark: string, text: string, { side, zero, fill = zero ?? " ", width = "0" }: Spec): string {
  const missing = Math.max(0, Math.min(Number(width), WIDTH_LIMIT) - Array.from(mark + text).length);
  switch (side) {
    case "<": return mark + text + fill.repeat(missing);
    case "^": return fill.repeat(Math.floor(missing / 2)) + mark + text + fill.repeat(Math.ceil(missing / 2));
    case "=": { const prefix = /^0[xXob](?=.)/.exec(text)?.[0] ?? ""; return mark + prefix + fill.repeat(missing) + text.slice(prefix.length); }
    default: return fill.repeat(missing) + mark + text;
  }
}
