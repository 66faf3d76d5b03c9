import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { Secret } from "#engine/core/secret.js";
import { didYouMean } from "#engine/core/suggest.js";
import { concatenate } from "./arithmetic.js";
import { define, type Call, type Definition } from "./definition.js";
import { Fault, typeFault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { anything, integer, maybe, required, text } from "./reading.js";
import { mapOf } from "./secret-parts.js";
import { pureLookup } from "./lookups.js";

const RANGE_LIMIT = 1_000_000;

const query = define({
  doc: "query(plugin, terms..., options): what the lookup plugin finds, as a list.",
  input: anything, secrets: "carried", params: { plugin: required(text) }, rest: true, named: true,
  apply: (_, { plugin }, call) => {
    const found = runLookup(plugin, call);
    return found instanceof Fault || found instanceof Unknown || isList(found) ? found : [found];
  },
});

/** The functions that can be called by name. */
export const functions: Readonly<Record<string, Definition>> = {
  range: define({
    doc: "range(stop) or range(start, stop, step=1): whole numbers as a list.",
    input: anything, params: { first: required(integer), second: maybe(integer), step: maybe(integer) },
    apply: (_, { first, second, step }) => second === undefined || second === null ? range(0, first, 1) : range(first, second, step ?? 1),
  }),
  dict: define({
    doc: "dict(key=value, ...) or dict(pairs): a dictionary.",
    input: anything, secrets: "carried", params: { pairs: maybe(anything) }, named: true,
    apply: (_, { pairs }, { named }) => toMap(pairs ?? null, named),
  }),
  lookup: define({
    doc: "lookup(plugin, terms..., options): what the lookup plugin finds; several texts joined by commas unless wantlist=true; several other values as a list.",
    input: anything, secrets: "carried", params: { plugin: required(text) }, rest: true, named: true,
    apply: (_, { plugin }, call) => {
      const found = runLookup(plugin, call);
      if (found instanceof Fault || !isList(found) || call.named["wantlist"] === true) return found;
      if (found.length === 1) return found[0] ?? null;
      if (!found.every((each) => typeof each === "string" || each instanceof Secret)) return found;
      return concatenate(found.flatMap((each, index) => index === 0 ? [each] : [",", each]));
    },
  }),
  query, q: query,
};

function range(start: number, stop: number, step: number): Outcome {
  if (step === 0) return typeFault("The step cannot be 0");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > RANGE_LIMIT) return new Fault("too-large", `It would have more than ${RANGE_LIMIT} items`);
  return Array.from({ length }, (_, index) => start + index * step);
}

function toMap(pairs: Value, named: Readonly<Record<string, Value>>): Outcome {
  if (pairs === null) return named;
  if (isMap(pairs)) return mapOf([...Object.entries(pairs), ...Object.entries(named)]);
  const entries: [string, Value][] = [];
  for (const pair of isList(pairs) ? pairs : [pairs]) {
    if (pair instanceof Unknown) return pair;
    if (!isList(pair) || pair.length !== 2 || typeof pair[0] !== "string") return typeFault("It needs pairs of a string and a value");
    entries.push([pair[0], pair[1] ?? null]);
  }
  return mapOf([...entries, ...Object.entries(named)]);
}

/** What a plugin gives: a list of results, or one value, which counts as a list of one. */
function runLookup(plugin: string, { rest, named, scope }: Call): Value | Fault {
  const short = plugin.slice(plugin.lastIndexOf(".") + 1);
  const pure = pureLookup(short, rest, { named, scope });
  if (pure !== undefined) return pure;
  const options = mapOf(Object.entries(named).filter(([name]) => name !== "wantlist"));
  const found = scope.lookup?.(short, rest, options);
  if (found === undefined) return new Fault("unknown-lookup", `There is no lookup "${plugin}"`, { hint: didYouMean(short, ["file", "env", "template", "password", "pipe", "lines", "fileglob", "first_found", "vars", "url", "dict"]) });
  return found.ok ? found.value : Fault.from(found.error);
}
