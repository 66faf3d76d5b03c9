import { isMap, type Value } from "#engine/core/value.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { kindOf, numberText, representation, textOf } from "./python-text.js";

const DIRECTIVE = /%(?:\(([^)]*)\))?([-+ #0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;
const WIDTH_LIMIT = 10_000;

interface Directive { readonly flags: string; readonly width: number; readonly precision: number | undefined; readonly type: string }

/** Python's `format % values`: %s %r %d %i %f %e %g %x %X %o %c %%, with flags, width and precision; `%(key)s` reads from a dictionary. */
export function formatPercent(format: string, values: readonly Value[]): string | Fault {
  let next = 0;
  let fault: Fault | undefined;
  const named = values.length === 1 && isMap(values[0]) ? values[0] : undefined;
  const text = format.replace(DIRECTIVE, (whole, key: string | undefined, flags: string, ...rest: unknown[]) => {
    const [width, precision, type = ""] = rest as [string | undefined, string | undefined, string];
    if (type === "%") return "%";
    const value = key === undefined ? values[next++] : ownValue(named, key);
    if (value === undefined) fault ??= new Fault("format-error", key === undefined ? "The format needs more values than it is given" : `The format needs a value for "${key}"`);
    const directive = { flags, width: Math.min(Number(width ?? 0), WIDTH_LIMIT), precision: precision === undefined ? undefined : Math.min(Number(precision), 100), type };
    const written = formatOne(directive, value ?? null);
    if (written instanceof Fault) fault ??= written;
    return written instanceof Fault ? whole : written;
  });
  if (fault === undefined && named === undefined && next < values.length) return new Fault("format-error", "The format is given more values than it needs");
  return fault ?? text;
}

function formatOne(directive: Directive, value: Value): string | Fault {
  const { type, precision } = directive;
  if (type === "s" || type === "r" || type === "c") {
    const text = type === "r" ? representation(value) : textOf(value);
    return pad(precision === undefined ? text : text.slice(0, precision), { ...directive, flags: directive.flags.replaceAll("0", "") });
  }
  const number = numeric(value);
  if (number === undefined) return typeFault(`"%${type}" needs a number, not ${kindOf(value)}`);
  const digits = digitsOf(Math.abs(number), directive);
  if (digits === undefined) return new Fault("format-error", `"%${type}" is not a format`);
  const positive = directive.flags.includes("+") ? "+" : directive.flags.includes(" ") ? " " : "";
  return pad(digits, directive, number < 0 ? "-" : positive);
}

function digitsOf(number: number, { type, precision, flags }: Directive): string | undefined {
  switch (type) {
    case "d": case "i": case "u": return numberText(Math.trunc(number)).padStart(precision ?? 0, "0");
    case "x": return (flags.includes("#") ? "0x" : "") + Math.trunc(number).toString(16);
    case "X": return (flags.includes("#") ? "0X" : "") + Math.trunc(number).toString(16).toUpperCase();
    case "o": return (flags.includes("#") ? "0o" : "") + Math.trunc(number).toString(8);
    case "f": case "F": return number.toFixed(precision ?? 6);
    case "e": return number.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
    case "g": return numberText(Number(number.toPrecision(Math.max(1, precision ?? 6))));
    default: return undefined;
  }
}

function pad(text: string, { flags, width }: Directive, sign = ""): string {
  if (flags.includes("-")) return (sign + text).padEnd(width);
  return flags.includes("0") ? sign + text.padStart(width - sign.length, "0") : (sign + text).padStart(width);
}

function ownValue(map: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
