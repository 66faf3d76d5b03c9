import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { didYouMean } from "#engine/core/suggest.js";
import { Unknown, type Value } from "#engine/core/value.js";
import type { AnyLayer } from "#engine/inventory/layer.js";
import { createScope, type Origin } from "#engine/inventory/variables.js";
import { oneLine, visible } from "#engine/report/visible.js";
import { levelName } from "./variable-levels.js";

/** What `--explain` is asked about. */
export interface Question {
  readonly host: string;
  readonly variable: string;
  /** What counts on the host outside tasks. */
  readonly layers: readonly AnyLayer[];
  /** What else may set the variable: tasks for themselves, or while the run is on. Lines. */
  readonly later: readonly string[];
  /** Where was looked, for the message when nothing sets it. */
  readonly where: string;
  /** Show a secret in plain text. */
  readonly reveal: boolean;
}

/** The value of a variable for a host, where it is written, and what it hides; an error when nothing sets it. */
export function explanation({ host, variable, layers, later, where, reveal }: Question): Result<string, Diagnostic> {
  const scope = createScope([...layers, namesOf(host)]);
  const origins = createScope(layers).explain(variable);
  if (origins.length === 0 && later.length === 0) return err(problemAt("unknown-variable", `nothing in ${where} sets ${variable} for ${host}`, { hint: didYouMean(variable, scope.names()) }));
  const value = scope.get(variable);
  const first = value?.ok === true ? shown(value.value, reveal) : `(not to be had without a run${value === undefined ? "" : `: ${value.error.message}`})`;
  return ok([`${oneLine(variable)} of ${oneLine(host)}: ${first}`, ...origins.map((origin, index) => originLine(origin, index === 0, reveal)), ...later, ""].join("\n"));
}

/** The magic variables that templates of an inventory use most. */
function namesOf(host: string): { readonly origin: string; readonly level: number; readonly values: Readonly<Record<string, string>> } {
  return { origin: "magic variables", level: 100, values: { inventory_hostname: host, inventory_hostname_short: host.split(".")[0] ?? host } };
}

function originLine({ origin, place, level, value }: Origin, counts: boolean, reveal: boolean): string {
  const where = place === undefined ? "" : `${oneLine(place.file)}:${place.line}:${place.column}`;
  const text = place === undefined ? value === undefined ? "" : shown(value, reveal) : visible(place.text.trim());
  return `  ${counts ? "is set by" : "hides    "} ${[where, `(${oneLine(origin)}; level ${level}: ${levelName(level)})`].join(" ").trim()}${text === "" ? "" : `\n      ${text}`}`;
}

function shown(value: Value, reveal: boolean): string {
  if (value instanceof Unknown) return `(unknown: ${oneLine(value.because)})`;
  return oneLine(JSON.stringify(value, reveal ? revealed : undefined));
}

/** JSON asks a secret to print itself first, so the value is taken from what holds it. */
function revealed(this: unknown, key: string, value: unknown): unknown {
  const held: unknown = (this as Readonly<Record<string, unknown>>)[key];
  return held instanceof Secret ? held.reveal() : value;
}
