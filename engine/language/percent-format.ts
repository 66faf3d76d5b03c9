import { isList, isMap, type Value } from "#engine/core/value.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { formatNumber } from "./number-format.js";
import { asciiRepresentation, kindOf, representation, textOf } from "./python-text.js";

const DIRECTIVE = /%(?:\((?<key>[^()]*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>[^]|$)/gu;
/** Wider fields are a mistake, or an attack. */
const WIDTH_LIMIT = 10_000;
const PRECISION_LIMIT = 100;

interface Directive { readonly key: string | undefined; readonly flags: string; readonly width: number; readonly left: boolean; readonly precision: number | undefined; readonly type: string }

/**
 * Python's `'%s' % values` (https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting). A list is one value unless the text
 * has a place for each of its items: there are no tuples here to tell them apart.
 */
export function formatPercent(format: string, values: Value): string | Fault {
  const places = Array.from(format.matchAll(DIRECTIVE), ({ groups = {} }) => groups["type"] === "%" ? 0 : 1 + Number(groups["width"] === "*") + Number(groups["precision"] === "*"));
  const wanted = places.reduce((sum, each) => sum + each, 0);
  return formatValues(format, isList(values) && values.length === wanted && wanted !== 1 ? values : [values]);
}

/** The same with the values one by one. */
export function formatValues(format: string, values: readonly Value[]): string | Fault {
  const given = new Given(values);
  const text = format.replace(DIRECTIVE, (...found: unknown[]) => given.write(found.at(-1) as Readonly<Record<string, string | undefined>>));
  return given.fault ?? given.leftOver() ?? text;
}

/** Hands out the values one after the other; the first mistake is kept. */
class Given {
  fault: Fault | undefined;
  readonly #values: readonly Value[];
  #next = 0;
  #byName = false;

  constructor(values: readonly Value[]) {
    this.#values = values;
  }

  write(groups: Readonly<Record<string, string | undefined>>): string {
    if (groups["type"] === "%") return "%";
    const written = this.#written(groups);
    if (!(written instanceof Fault)) return written;
    this.fault ??= written;
    return "";
  }

  leftOver(): Fault | undefined {
    const [only] = this.#values;
    const unused = this.#next < this.#values.length && !(this.#values.length === 1 && isMap(only));
    return this.#byName || !unused ? undefined : new Fault("format-error", "The format is given more values than it needs");
  }

  #written({ key, flags = "", width, precision, type = "" }: Readonly<Record<string, string | undefined>>): string | Fault {
    const wide = this.#number(width);
    const exact = this.#number(precision);
    const value = key === undefined ? this.#following() : this.#named(key);
    const fault = [wide, exact, value].find((each) => each instanceof Fault);
    if (fault instanceof Fault) return fault;
    return formatOne({ key, flags, type, ...fieldOf(Number(wide ?? 0)), precision: typeof exact === "number" ? Math.min(exact, PRECISION_LIMIT) : undefined }, value as Value);
  }

  /** A width or precision: written, or the next value when it is `*`. */
  #number(written: string | undefined): number | undefined | Fault {
    if (written !== "*") return written === undefined ? undefined : Number(written);
    const value = this.#following();
    return value instanceof Fault || typeof value === "number" ? value : typeFault(`"*" needs an integer, not ${kindOf(value)}`);
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

/** A negative width, which only `*` can give, means to the left. */
function fieldOf(width: number): Pick<Directive, "width" | "left"> {
  return { width: Math.min(Math.abs(width), WIDTH_LIMIT), left: width < 0 };
}

const TEXTS: Readonly<Record<string, (value: Value) => string>> = { s: textOf, r: representation, a: asciiRepresentation };

function formatOne(directive: Directive, value: Value): string | Fault {
  const { type, precision, flags } = directive;
  const toText = Object.hasOwn(TEXTS, type) ? TEXTS[type] : undefined;
  if (toText !== undefined) return pad(Array.from(toText(value)).slice(0, precision).join(""), { ...directive, flags: flags.replaceAll("0", "") });
  if (type === "c" && typeof value === "string") return Array.from(value).length === 1 ? pad(value, directive) : typeFault('"%c" needs one character');
  if (type === "" || !"diouxXeEfFgGc".includes(type)) return new Fault("format-error", `"%${type}" is not a format`, { hint: "Write `%%` to mean the character." });
  const number = numeric(value);
  if (number === undefined) return typeFault(`"%${type}" needs a number, not ${kindOf(value)}`);
  return pad(formatNumber(Math.abs(number), { type, precision, alternate: flags.includes("#") }) ?? "", directive, signOf(number, directive));
}

function signOf(number: number, { flags, type }: Directive): string {
  if (number < 0 && !(Math.trunc(number) === 0 && "diu".includes(type))) return "-";
  return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

function pad(text: string, { flags, width, left }: Pick<Directive, "flags" | "width" | "left">, sign = ""): string {
  const missing = Math.max(0, width - Array.from(sign + text).length);
  if (left || flags.includes("-")) return sign + text + " ".repeat(missing);
  if (!flags.includes("0")) return " ".repeat(missing) + sign + text;
  const prefix = /^0[xXobO](?=.)/.exec(text)?.[0] ?? "";
  return sign + prefix + "0".repeat(missing) + text.slice(prefix.length);
}
