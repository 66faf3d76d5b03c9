import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { define, type Definition } from "./definition.js";
import { Fault, typeFault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { textOf } from "./python-text.js";
import { anything, integer, maybe, required } from "./reading.js";
import { mapOf } from "./secret-parts.js";
import { lookupFunctions } from "./lookup-functions.js";
import { templateFunctions } from "./template-functions.js";

const RANGE_LIMIT = 1_000_000;

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
  ...lookupFunctions, ...templateFunctions,
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
  const entries: (readonly [string, Value])[] = [];
  for (const item of isList(pairs) ? pairs : [pairs]) {
    const entry = item instanceof Unknown ? item : entryOf(item);
    if (!(entry instanceof Array)) return entry;
    entries.push(entry);
  }
  return mapOf([...entries, ...Object.entries(named)]);
}

/** A list of two, or a text of two characters, as Python has it. */
function entryOf(item: Value): readonly [string, Value] | Fault {
  const pair = typeof item === "string" ? Array.from(item) : item;
  const [key = null, value = null] = isList(pair) && pair.length === 2 ? pair : [];
  return typeof key === "string" || typeof key === "number" ? [textOf(key), value] : typeFault("It needs pairs of a string and a value");
}
