import type { Value, ValueMap } from "#engine/core/value.js";
import { readAttribute, readItem } from "./access.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { needed, type Outcome } from "./outcome.js";
import { formatPercent } from "./percent-format.js";
import { kindOf, representation, textOf } from "./python-text.js";

const FIELD = /\{\{|\}\}|\{([^{}:!]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g;

/** Python's `'{} {0} {name[key]!r:>5}'.format(...)`, with the alignments, widths and number types in common use. */
export function formatBraces(format: string, values: readonly Value[], named: ValueMap): string | Fault {
  const faults: Fault[] = [];
  let next = 0;
  const text = format.replace(FIELD, (whole: string, ...[path, conversion, spec]: (string | undefined)[]) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0);
    const written = path === undefined ? stray(whole) : field({ path: path === "" ? String(next++) : path, conversion, spec: spec ?? "" }, values, named);
    if (written instanceof Fault) faults.push(written);
    return written instanceof Fault ? whole : written;
  });
  return faults[0] ?? text;
}

function stray(brace: string): Fault {
  return new Fault("format-error", `A single "${brace}" in the format`, { hint: "Write it twice to mean the character." });
}

interface Field { readonly path: string; readonly conversion: string | undefined; readonly spec: string }

function field({ path, conversion, spec }: Field, values: readonly Value[], named: ValueMap): string | Fault {
  const value = needed(valueAt(path, values, named));
  if (value instanceof Fault) return value;
  return formatValue(conversion === "r" ? representation(value) : value, spec);
}

function valueAt(path: string, values: readonly Value[], named: ValueMap): Outcome {
  const [head = "", ...steps] = path.split(/(?=[.[])/);
  const known = /^\d+$/.test(head) ? Number(head) < values.length : Object.hasOwn(named, head);
  if (!known) return new Fault("format-error", `The format needs a value for "${head}"`);
  let at: Outcome = (/^\d+$/.test(head) ? values[Number(head)] : named[head]) ?? null;
  for (const step of steps) {
    const value: Value | Fault = needed(at);
    if (value instanceof Fault) return value;
    const name = step.slice(1).replace(/\]$/, "");
    at = step.startsWith(".") ? readAttribute(value, name) : readItem(value, /^\d+$/.test(name) ? Number(name) : name);
  }
  return at;
}

const SPEC = /^(?:(?<fill>.)?(?<side>[<>^]))?(?<sign>[+ ])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<comma>,)?(?:\.(?<precision>\d+))?(?<type>[a-zA-Z%])?$/;
type Spec = Readonly<Record<string, string | undefined>>;

function formatValue(value: Value, written: string): string | Fault {
  if (written === "") return textOf(value);
  const spec: Spec | undefined = SPEC.exec(written)?.groups;
  if (spec === undefined) return new Fault("format-error", `":${written}" is not a format`);
  const body = bodyOf(value, spec);
  return body instanceof Fault ? body : justify(body, typeof value === "number" ? ">" : "<", spec);
}

function bodyOf(value: Value, spec: Spec): string | Fault {
  const number = numeric(value);
  return number === undefined || spec["type"] === "s" ? textBody(value, spec) : numberBody(number, spec);
}

function textBody(value: Value, { type, precision }: Spec): string | Fault {
  if (type !== undefined && type !== "s") return typeFault(`":${type}" needs a number, not ${kindOf(value)}`);
  return textOf(value).slice(0, precision === undefined ? undefined : Number(precision));
}

function numberBody(number: number, { sign = "", alternate = "", comma, precision, type = precision === undefined ? "s" : "g" }: Spec): string | Fault {
  const points = precision === undefined ? "" : `.${precision}`;
  if (type === "%") return withSuffix(formatPercent(`%${sign}${points}f`, [number * 100]), "%");
  const written = formatPercent(`%${sign}${alternate}${points}${type}`, [number]);
  return comma === undefined || written instanceof Fault ? written : written.replace(/^[-+ ]?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

function withSuffix(text: string | Fault, suffix: string): string | Fault {
  return text instanceof Fault ? text : text + suffix;
}

function justify(text: string, natural: "<" | ">", { side = natural, zero, fill = " ", ...spec }: Spec): string {
  const width = Math.min(Number(spec["width"] ?? 0), 10_000);
  if (side === "<") return text.padEnd(width, fill);
  if (side === ">") return zero !== undefined && /^[-+]/.test(text) ? text.charAt(0) + text.slice(1).padStart(width - 1, zero) : text.padStart(width, zero ?? fill);
  return text.padStart(text.length + Math.floor(Math.max(0, width - text.length) / 2), fill).padEnd(width, fill);
}
