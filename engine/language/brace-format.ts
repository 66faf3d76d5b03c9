import type { Value, ValueMap } from "#engine/core/value.js";
import { readPath } from "./access.js";
import { numeric } from "./comparison.js";
import { Fault, typeFault } from "./fault.js";
import { needed } from "./outcome.js";
import { kindOf, textOf } from "./python-text.js";
import { formatPercent } from "./percent-format.js";

const FIELD = /\{\{|\}\}|\{([\w.]*)(?::([^{}]*))?\}|[{}]/g;

/** Python's `'{} {0} {name:>5}'.format(...)`, with the alignments, widths and number types in common use. */
export function formatBraces(format: string, values: readonly Value[], named: ValueMap): string | Fault {
  let next = 0;
  let fault: Fault | undefined;
  const text = format.replace(FIELD, (whole, path: string | undefined, spec: string | undefined) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0);
    if (path === undefined) fault ??= new Fault("format-error", `A single "${whole}" in the format`, { hint: `Write it twice to mean the character.` });
    const value = fieldOf(path === undefined || path === "" ? String(next++) : path, values, named);
    const written = value instanceof Fault ? value : formatValue(value, spec ?? "");
    if (written instanceof Fault) fault ??= written;
    return written instanceof Fault ? whole : written;
  });
  return fault ?? text;
}

function fieldOf(path: string, values: readonly Value[], named: ValueMap): Value | Fault {
  const [head = "", ...rest] = path.split(".");
  const known = /^\d+$/.test(head) ? Number(head) < values.length : Object.hasOwn(named, head);
  if (!known) return new Fault("format-error", `The format needs a value for "${head}"`);
  const value = (/^\d+$/.test(head) ? values[Number(head)] : named[head]) ?? null;
  return rest.length === 0 ? value : needed(readPath(value, rest.join(".")));
}

const SPEC = /^(?:(.)?([<>^]))?([+ ])?(0)?(\d+)?(,)?(?:\.(\d+))?([a-zA-Z%])?$/;

function formatValue(value: Value, spec: string): string | Fault {
  if (spec === "") return textOf(value);
  const match = SPEC.exec(spec);
  if (match === null) return new Fault("format-error", `":${spec}" is not a format`);
  const [, fill, align, plus, zero, width, comma, precision, type] = match;
  const body = bodyOf(value, { plus: plus ?? "", comma: comma !== undefined, precision, type });
  if (body instanceof Fault) return body;
  const side = align ?? (typeof value === "number" ? ">" : "<");
  return justify(body, Math.min(Number(width ?? 0), 10_000), side, zero ?? fill ?? " ");
}

function bodyOf(value: Value, { plus, comma, precision, type }: { plus: string; comma: boolean; precision: string | undefined; type: string | undefined }): string | Fault {
  if (type === undefined || type === "s") return precision === undefined || typeof value === "number" ? textOf(value) : textOf(value).slice(0, Number(precision));
  const number = numeric(value);
  if (number === undefined) return typeFault(`":${type}" needs a number, not ${kindOf(value)}`);
  if (type === "b") return Math.trunc(number).toString(2);
  if (type === "%") return `${(number * 100).toFixed(Number(precision ?? 6))}%`;
  const written = formatPercent(`%${plus}${precision === undefined ? "" : `.${precision}`}${type}`, [number]);
  return comma && typeof written === "string" ? written.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : written;
}

function justify(text: string, width: number, ...[side, fill]: [string, string]): string {
  if (side === "<") return text.padEnd(width, fill);
  if (side === ">") return fill === "0" && /^[-+]/.test(text) ? text.charAt(0) + text.slice(1).padStart(width - 1, "0") : text.padStart(width, fill);
  return text.padStart(text.length + Math.floor(Math.max(0, width - text.length) / 2), fill).padEnd(width, fill);
}
