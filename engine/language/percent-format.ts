import { isMap, type Value } from "#engine/core/value.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { toFixedPoint } from "./fixed-point.js";
import { kindOf, numberText, representation, textOf } from "./python-text.js";

const DIRECTIVE = /%(?:\(([^)]*)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;
const WIDTH_LIMIT = 10_000;
const PRECISION_LIMIT = 100;

/** One `%05.2f`, taken apart. */
interface Directive { readonly key: string | undefined; readonly flags: string; readonly width: number; readonly precision: number | undefined; readonly type: string }

/** Python's `format % values`: %s %r %d %i %f %e %g %x %X %o %c %%, with flags, width and precision; `%(key)s` reads from a dictionary. */
export function formatPercent(format: string, values: readonly Value[]): string | Fault {
  const arguments_ = new Arguments(values);
  const text = format.replace(DIRECTIVE, (...match: (string | undefined)[]) => arguments_.write(directiveOf(match)));
  return arguments_.fault ?? arguments_.leftOver() ?? text;
}

function directiveOf([, key, flags, width, precision, type]: readonly (string | undefined)[]): Directive {
  return {
    key, flags: flags ?? "", width: Math.min(Number(width ?? 0), WIDTH_LIMIT), type: type ?? "",
    precision: precision === undefined ? undefined : Math.min(Number(precision), PRECISION_LIMIT),
  };
}

/** Hands out the values one after the other; the first mistake is kept. */
class Arguments {
  fault: Fault | undefined;
  readonly #values: readonly Value[];
  #next = 0;
  #byName = false;

  constructor(values: readonly Value[]) {
    this.#values = values;
  }

  write(directive: Directive): string {
    if (directive.type === "%") return "%";
    const value = directive.key === undefined ? this.#following() : this.#named(directive.key);
    const written = value instanceof Fault ? value : formatOne(directive, value);
    if (!(written instanceof Fault)) return written;
    this.fault ??= written;
    return "";
  }

  leftOver(): Fault | undefined {
    return this.#byName || this.#next >= this.#values.length ? undefined : new Fault("format-error", "The format is given more values than it needs");
  }

  #following(): Value | Fault {
    const value = this.#values[this.#next];
    this.#next += 1;
    return value ?? (this.#next > this.#values.length ? new Fault("format-error", "The format needs more values than it is given") : null);
  }

  #named(key: string): Value | Fault {
    this.#byName = true;
    const [map] = this.#values;
    return isMap(map) && Object.hasOwn(map, key) ? map[key] ?? null : new Fault("format-error", `The format needs a value for "${key}"`);
  }
}

function formatOne(directive: Directive, value: Value): string | Fault {
  const { type, precision, flags } = directive;
  if ("src".includes(type)) {
    const text = type === "r" ? representation(value) : textOf(value);
    return pad(text.slice(0, precision), { ...directive, flags: flags.replaceAll("0", "") });
  }
  const number = numeric(value);
  if (number === undefined) return typeFault(`"%${type}" needs a number, not ${kindOf(value)}`);
  const write = Object.hasOwn(NUMBERS, type) ? NUMBERS[type] : undefined;
  if (write === undefined) return new Fault("format-error", `"%${type}" is not a format`);
  return pad(write(Math.abs(number), directive), directive, signOf(number, flags));
}

function signOf(number: number, flags: string): string {
  if (number < 0) return "-";
  return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

const decimal = (number: number, { precision }: Directive) => numberText(Math.trunc(number)).padStart(precision ?? 0, "0");
const fixed = (number: number, { precision }: Directive) => toFixedPoint(number, precision ?? 6);
const ofBase = (base: number, prefix: string) => (number: number, { flags }: Directive) => (flags.includes("#") ? prefix : "") + Math.trunc(number).toString(base);

const NUMBERS: Readonly<Record<string, (number: number, directive: Directive) => string>> = {
  d: decimal, i: decimal, u: decimal, f: fixed, F: fixed, x: ofBase(16, "0x"), o: ofBase(8, "0o"), b: ofBase(2, "0b"),
  X: (number, directive) => ofBase(16, "0x")(number, directive).toUpperCase(),
  e: (number, { precision }) => number.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2"),
  g: (number, { precision }) => numberText(Number(number.toPrecision(Math.max(1, precision ?? 6)))),
};

function pad(text: string, { flags, width }: Pick<Directive, "flags" | "width">, sign = ""): string {
  if (flags.includes("-")) return (sign + text).padEnd(width);
  return flags.includes("0") ? sign + text.padStart(width - sign.length, "0") : (sign + text).padStart(width);
}
