import { numberText } from "./python-text.js";
import { toFixedPoint } from "./fixed-point.js";

/** How a number is written, apart from sign, width and padding. */
export interface NumberShape {
  readonly type: string;
  readonly precision: number | undefined;
  /** `#`: with the prefix 0x, 0o or 0b, and with the zeros that %g would leave out. */
  readonly alternate: boolean;
}

/** A number that is not negative by one of printf's types (d i u f F e E g G x X o b c), as Python writes it; undefined for another type. */
export function formatNumber(number: number, shape: NumberShape): string | undefined {
  const write = Object.hasOwn(WRITERS, shape.type.toLowerCase()) ? WRITERS[shape.type.toLowerCase()] : undefined;
  const text = write?.(number, shape);
  return "FEGX".includes(shape.type) ? text?.toUpperCase() : text;
}

const decimal = (number: number, { precision }: NumberShape) => numberText(Math.trunc(number)).padStart(precision ?? 0, "0");
const exponent = (number: number, { precision }: NumberShape) => withTwoDigits(Number.isFinite(number) ? number.toExponential(Math.min(precision ?? 6, 100)) : numberText(number));

const WRITERS: Readonly<Record<string, (number: number, shape: NumberShape) => string>> = {
  d: decimal, i: decimal, u: decimal, e: exponent, g: general,
  f: (number, { precision }) => Number.isFinite(number) && Math.abs(number) < 1e21 ? toFixedPoint(number, precision ?? 6) : longFixed(number, precision ?? 6),
  x: inBase(16, "0x"), o: inBase(8, "0o"), b: inBase(2, "0b"),
  c: (number) => number >= 0 && number <= 0x10ffff ? String.fromCodePoint(Math.trunc(number)) : "",
};

function inBase(base: number, prefix: string): (number: number, shape: NumberShape) => string {
  return (number, { alternate }) => (alternate ? prefix : "") + BigInt(Math.trunc(number)).toString(base);
}

function longFixed(number: number, digits: number): string {
  return Number.isFinite(number) ? `${BigInt(number).toString()}${digits > 0 ? `.${"0".repeat(digits)}` : ""}` : numberText(number);
}

/** The shorter of fixed point and exponent for so many significant digits (C's %g). */
function general(number: number, { precision, alternate }: NumberShape): string {
  if (!Number.isFinite(number)) return numberText(number);
  const digits = Math.min(Math.max(1, precision ?? 6), 100);
  const power = number === 0 ? 0 : Number(number.toExponential(digits - 1).split("e")[1]);
  const fits = power >= -4 && power < digits;
  const text = fits ? toFixedPoint(number, digits - 1 - power) : number.toExponential(digits - 1);
  return withTwoDigits(alternate ? text : text.replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, ""));
}

function withTwoDigits(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}
