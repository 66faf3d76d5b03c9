import { isList, Unknown, type Value } from "#engine/core/value.js";
import { order } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { needed, type Outcome } from "../outcome.js";
import { readPath } from "../access.js";
import { concatenate } from "../arithmetic.js";
import { anything, flag, integer, maybe, optional, required, sequence, text } from "../reading.js";
import { Undefined } from "../undefined.js";
import { sortKey } from "./sort-key.js";

/** How many rows may be made, so that a slip does not eat the memory. */
const LIMIT = 200_000;

/** Filters that rearrange lists. */
export const listFilters: Readonly<Record<string, Definition>> = {
  first: define({ doc: "first: the first item; undefined of an empty list.", input: sequence, secrets: "carried", apply: (items) => items.length > 0 ? items[0] ?? null : empty("first") }),
  last: define({ doc: "last: the last item; undefined of an empty list.", input: sequence, secrets: "carried", apply: (items) => items.at(-1) ?? (items.length > 0 ? null : empty("last")) }),
  reverse: define({
    doc: "reverse: the items, or the characters of a string, from the last to the first.",
    input: anything, secrets: "carried", apply: (value) => reversed(value),
  }),
  join: define({
    doc: "join(d='', attribute): the items as one text with `d` between them.",
    input: sequence, secrets: "carried", params: { d: optional(anything, ""), attribute: maybe(text) },
    apply: (items, { d: separator, attribute }) => join(items, separator, attribute ?? undefined),
  }),
  sort: define({
    doc: "sort(reverse=false, case_sensitive=false, attribute): sorted; `attribute` may name several with commas between.",
    input: sequence, secrets: "carried", params: { reverse: optional(flag, false), case_sensitive: optional(flag, false), attribute: maybe(text) },
    apply: (items, { reverse, case_sensitive: exact, attribute }) => sorted(items, reverse, sortKey(attribute ?? undefined, exact)),
  }),
  flatten: define({
    doc: "flatten(levels, skip_nulls=true): the items of the lists within, at every level or only so many.",
    input: sequence, secrets: "carried", params: { levels: maybe(integer), skip_nulls: optional(flag, true) },
    apply: (items, { levels, skip_nulls: skip }) => flatten(items, levels ?? Infinity, skip),
  }),
  zip: define({
    doc: "zip(list, ...): the first items together, then the second ones, as long as the shortest list.",
    input: sequence, secrets: "carried", rest: true,
    apply: (items, _, { rest }) => zip([items, ...rest], (lengths) => Math.min(...lengths)),
  }),
  zip_longest: define({
    doc: "zip_longest(list, ..., fillvalue=none): like zip, as long as the longest list.",
    input: sequence, secrets: "carried", rest: true, params: {}, named: true,
    apply: (items, _, { rest, named }) => zip([items, ...rest], (lengths) => Math.max(...lengths), named["fillvalue"] ?? null),
  }),
  product: define({
    doc: "product(list, ..., repeat=1): every combination of an item of each list.",
    input: sequence, secrets: "carried", rest: true, named: true,
    apply: (items, _, { rest, named }) => product([items, ...rest], named["repeat"] ?? 1),
  }),
  batch: define({
    doc: "batch(linecount, fill_with): the items in lists of so many.",
    input: sequence, secrets: "carried", params: { linecount: required(integer), fill_with: optional(anything, null) },
    apply: (items, { linecount, fill_with: fill }) => batch(items, linecount, fill),
  }),
  slice: define({
    doc: "slice(slices, fill_with): the items in so many lists of nearly the same length.",
    input: sequence, secrets: "carried", params: { slices: required(integer), fill_with: optional(anything, null) },
    apply: (items, { slices, fill_with: fill }) => inSlices(items, slices, fill),
  }),
};

function empty(which: string): Undefined {
  return new Undefined({ message: `The list is empty, it has no ${which} item`, name: "", known: () => [], span: { start: 0, end: 0 }, hint: "Give it a value for this case with `| default(...)`." });
}

function reversed(value: Value): Outcome {
  if (typeof value === "string") return Array.from(value).reverse().join("");
  const items = sequence.read(value);
  return items === undefined ? typeFault("It works on a list or a string") : [...items].reverse();
}

/** Longer texts are a slip, such as a list given as the separator. */
const LENGTH_LIMIT = 100_000_000;

function join(items: readonly Value[], given: Value, attribute: string | undefined): Outcome {
  const separator = concatenate([given]);
  if (separator instanceof Fault) return separator;
  if (separator instanceof Fault) return separator;
  const length = typeof separator === "string" ? separator.length : 0;
  if (length * items.length > LENGTH_LIMIT) return new Fault("too-large", `The text would have more than ${LENGTH_LIMIT} characters`);
  const parts: Value[] = [];
  for (const item of items) {
    const value = attribute === undefined ? item : needed(readPath(item, attribute));
    if (value instanceof Fault) return value;
    if (parts.length > 0) parts.push(separator);
    parts.push(value);
  }
  return concatenate(parts);
}

function sorted(items: readonly Value[], reverse: boolean, key: (item: Value) => Value | Fault): Outcome {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  const fault = keyed.find((each) => each.key instanceof Fault)?.key;
  if (fault instanceof Fault) return fault;
  let stuck: Fault | Unknown | undefined;
  keyed.sort((a, b) => {
    const difference = order(a.key as Value, b.key as Value);
    if (typeof difference === "number") return reverse ? -difference : difference;
    stuck ??= difference;
    return 0;
  });
  return stuck ?? keyed.map(({ item }) => item);
}

function flatten(items: readonly Value[], levels: number, skipNulls: boolean): readonly Value[] {
  const flat: Value[] = [];
  for (const item of items) {
    if (skipNulls && (item === null || item === "None" || item === "null")) continue;
    if (isList(item) && levels >= 1) flat.push(...flatten(item, levels - 1, skipNulls));
    else flat.push(item);
  }
  return flat;
}

function readLists(values: readonly Value[]): (readonly Value[])[] | Fault | Unknown {
  const lists: (readonly Value[])[] = [];
  for (const value of values) {
    if (value instanceof Unknown) return value;
    const items = sequence.read(value);
    if (items === undefined) return typeFault("Every argument must be a list");
    lists.push(items);
  }
  return lists;
}

function zip(values: readonly Value[], lengthOf: (lengths: readonly number[]) => number, fill: Value = null): Outcome {
  const lists = readLists(values);
  if (!Array.isArray(lists)) return lists;
  const length = lengthOf(lists.map((each) => each.length));
  return Array.from({ length }, (_, index) => lists.map((each) => index < each.length ? each[index] ?? null : fill));
}

function product(values: readonly Value[], repeat: Value): Outcome {
  const once = readLists(values);
  if (!Array.isArray(once)) return once;
  const times = integer.read(repeat);
  if (times === undefined) return typeFault("\"repeat\" must be an integer");
  const lists = Array.from({ length: Math.min(Math.max(times, 0), 64) }, () => once).flat();
  if (lists.reduce((size, each) => size * each.length, 1) > LIMIT) return new Fault("too-large", `The product would have more than ${LIMIT} items`);
  return lists.reduce<Value[][]>((rows, each) => rows.flatMap((row) => each.map((item) => [...row, item])), [[]]);
}

function batch(items: readonly Value[], size: number, fill: Value): Outcome {
  if (size < 1 || size > LIMIT) return typeFault(`"linecount" must be between 1 and ${LIMIT}`);
  const rows: Value[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  const last = rows.at(-1);
  while (fill !== null && last !== undefined && last.length < size) last.push(fill);
  return rows;
}

function inSlices(items: readonly Value[], count: number, fill: Value): Outcome {
  if (count < 1 || count > LIMIT) return typeFault(`"slices" must be between 1 and ${LIMIT}`);
  const short = Math.floor(items.length / count);
  const longer = items.length % count;
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    const size = short + (index < longer ? 1 : 0);
    const part = items.slice(at, at += size);
    return fill !== null && index >= longer ? [...part, fill] : part;
  });
}
