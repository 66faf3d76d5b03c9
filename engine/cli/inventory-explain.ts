import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { didYouMean } from "#engine/core/suggest.js";
import { Unknown, type Value } from "#engine/core/value.js";
import type { AnyLayer } from "#engine/inventory/layer.js";
import { createScope, type Origin } from "#engine/inventory/variables.js";
import { oneLine, visible } from "#engine/report/visible.js";

/** What `--explain` is asked about. */
export interface Question {
  readonly host: string;
  readonly variable: string;
  readonly layers: readonly AnyLayer[];
  /** Show a secret in plain text. */
  readonly reveal: boolean;
}

/** The value of a variable for a host, where it is written, and what it hides; an error when nothing in the inventory sets it. */
export function explanation({ host, variable, layers, reveal }: Question): Result<string, Diagnostic> {
  const scope = createScope([...layers, namesOf(host)]);
  const origins = createScope(layers).explain(variable);
  if (origins.length === 0) return err(problemAt("unknown-variable", `nothing in the inventory sets ${variable} for ${host}`, { hint: didYouMean(variable, scope.names()) }));
  const value = scope.get(variable);
  const first = value?.ok === true ? shown(value.value, reveal) : `(not to be had without a run: ${value === undefined ? "undefined" : value.error.message})`;
  return ok(`${oneLine(variable)} of ${oneLine(host)}: ${first}\n${origins.map((origin, index) => originLine(origin, index === 0)).join("\n")}\n`);
}

/** The magic variables that templates of an inventory use most. */
function namesOf(host: string): { readonly origin: string; readonly level: number; readonly values: Readonly<Record<string, string>> } {
  return { origin: "magic variables", level: 100, values: { inventory_hostname: host, inventory_hostname_short: host.split(".")[0] ?? host } };
}

function originLine({ origin, place }: Origin, counts: boolean): string {
  const where = place === undefined ? "" : `${oneLine(place.file)}:${place.line}:${place.column}`;
  return `  ${counts ? "is set by" : "hides    "} ${[where, `(${oneLine(origin)})`].join(" ").trim()}${place === undefined ? "" : `\n      ${visible(place.text.trim())}`}`;
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
