import { isList, Unknown, type Value } from "#engine/core/value.js";
import { didYouMean } from "#engine/core/suggest.js";
import { truth } from "../comparison.js";
import { define, type Call, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { needed, type Outcome } from "../outcome.js";
import { readItem, readPath } from "../access.js";
import { anything, flag, maybe, optional, required, sequence, text, type Reading } from "../reading.js";
import { applyByName } from "./apply-by-name.js";
import { pairsWithElements } from "../subelements.js";
import { groupBy } from "./group-by.js";

/** `a.b`, or the same as a list of its parts. */
const path: Reading<string> = { name: "a string or a list of strings", read: (value) => isList(value) && value.every((each) => typeof each === "string") ? value.join(".") : text.read(value) };

/** Filters that apply a filter or a test to every item. */
export const selectionFilters: Readonly<Record<string, Definition>> = {
  map: define({
    doc: "map(filter, args...) or map(attribute='a.b', default=...): the filter's result, or the attribute, of every item.",
    input: sequence, secrets: "carried", params: { filter: maybe(text) }, rest: true, named: true,
    apply: (items, { filter }, call) => mapItems(items, filter ?? undefined, call),
  }),
  select: define({
    doc: "select(test='truthy', args...): the items that pass the test.",
    input: sequence, secrets: "carried", params: { test: maybe(text) }, rest: true, named: true,
    apply: (items, { test }, call) => pick(items, (item) => passes(item, test ?? undefined, call)),
  }),
  reject: define({
    doc: "reject(test='truthy', args...): the items that do not pass the test.",
    input: sequence, secrets: "carried", params: { test: maybe(text) }, rest: true, named: true,
    apply: (items, { test }, call) => pick(items, (item) => not(passes(item, test ?? undefined, call))),
  }),
  selectattr: define({
    doc: "selectattr(attribute, test='truthy', args...): the items whose attribute passes the test.",
    input: sequence, secrets: "carried", params: { attribute: required(text), test: maybe(text) }, rest: true, named: true,
    apply: (items, { attribute, test }, call) => pick(items, (item) => passes(readPath(item, attribute), test ?? undefined, call)),
  }),
  rejectattr: define({
    doc: "rejectattr(attribute, test='truthy', args...): the items whose attribute does not pass the test.",
    input: sequence, secrets: "carried", params: { attribute: required(text), test: maybe(text) }, rest: true, named: true,
    apply: (items, { attribute, test }, call) => pick(items, (item) => not(passes(readPath(item, attribute), test ?? undefined, call))),
  }),
  extract: define({
    doc: "extract(container, morekeys): the item of the container under this key, and further keys into it.",
    input: anything, secrets: "carried", params: { container: required(anything), morekeys: maybe(anything) },
    apply: (key, { container, morekeys }) => extract(key, container, morekeys ?? []),
  }),
  groupby: define({
    doc: "groupby(attribute, default, case_sensitive=false): lists of [value, items with that value], in the order of the values; also as .grouper and .list.",
    input: sequence, secrets: "carried", params: { attribute: required(text), default: maybe(anything), case_sensitive: optional(flag, false) },
    apply: (items, { attribute, default: fallback, case_sensitive: exact }) => groupBy(items, { attribute, fallback: fallback ?? undefined, exact }),
  }),
  subelements: define({
    doc: "subelements(key, skip_missing=false): every item with each element of a list inside it.",
    input: anything, secrets: "carried", params: { subelements: required(path), skip_missing: optional(flag, false) },
    apply: (value, { subelements: keys, skip_missing: skipMissing }) => pairsWithElements(value, keys, skipMissing),
  }),
};

function mapItems(items: readonly Value[], filter: string | undefined, call: Call): Outcome {
  const { default: fallback } = call.named;
  const attribute = text.read(call.named["attribute"] ?? null);
  if (filter === undefined && attribute === undefined) return typeFault("It needs the name of a filter, or `attribute='name'`");
  const mapped: Value[] = [];
  for (const item of items) {
    const outcome = filter === undefined ? attributeOf(item, attribute ?? "", fallback) : applyFilter(item, filter, call);
    const value = needed(outcome);
    if (value instanceof Fault) return value;
    mapped.push(value);
  }
  return mapped;
}

function attributeOf(item: Value, path: string, fallback: Value | undefined): Outcome {
  const read = readPath(item, path);
  return fallback === undefined ? read : (needed(read) instanceof Fault ? fallback : read);
}

function applyFilter(item: Value, name: string, call: Call): Outcome {
  const definition = call.filter(name);
  return definition === undefined ? new Fault("unknown-filter", `There is no filter "${name}"`) : applyByName(definition, name, item, call);
}

function passes(item: Outcome, name: string | undefined, call: Call): boolean | Unknown | Fault {
  if (name === undefined) return answerOf(item);
  const definition = call.test(name);
  if (definition === undefined) return new Fault("unknown-test", `There is no test "${name}"`, { hint: didYouMean(name, ["defined", "equalto", "match", "search", "in"]) });
  return answerOf(applyByName(definition, name, item, call));
}

function answerOf(outcome: Outcome): boolean | Unknown | Fault {
  const value = needed(outcome);
  return value instanceof Fault ? value : truth(value);
}

function not(answer: boolean | Unknown | Fault): boolean | Unknown | Fault {
  return typeof answer === "boolean" ? !answer : answer;
}

function pick(items: readonly Value[], wanted: (item: Value) => boolean | Unknown | Fault): Outcome {
  const kept: Value[] = [];
  for (const item of items) {
    const answer = wanted(item);
    if (typeof answer !== "boolean") return answer;
    if (answer) kept.push(item);
  }
  return kept;
}

function extract(key: Value, container: Value, more: Value): Outcome {
  let at = readItem(container, key, { label: "the container", span: { start: 0, end: 0 } });
  for (const step of Array.isArray(more) ? more as readonly Value[] : [more]) {
    const value = needed(at);
    if (value instanceof Fault) return at;
    at = readItem(value, step, { label: "the item", span: { start: 0, end: 0 } });
  }
  return at;
}
