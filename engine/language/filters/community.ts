import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import { isList, isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { order } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { kindOf, textOf } from "../python-text.js";
import { anything, flag, list, map, maybe, optional, required, sequence, text } from "../reading.js";
import { mapOf } from "../secret-parts.js";
import { seededRandom } from "../seeded-random.js";
import { keyText } from "./key-text.js";
import { mergeMaps, mergingOf, type Merging } from "./merge.js";

/** Filters of the collection community.general. */
export const communityFilters: Readonly<Record<string, Definition>> = {
  dict_kv: define({ doc: "dict_kv(key): a dictionary with the value under this key.", input: anything, secrets: "carried", params: { key: required(anything) }, apply: (value, { key }) => { const name = keyText(key); return typeof name === "string" ? mapOf([[name, value]]) : name; } }),
  dict: define({ doc: "dict: a dictionary from a list of pairs.", input: sequence, secrets: "carried", apply: fromPairs }),
  counter: define({ doc: "counter: how often each item is in the list.", input: sequence, secrets: "carried", apply: counter }),
  lists_mergeby: define({
    doc: "lists_mergeby(list, ..., key, recursive=false, list_merge='replace'): the dictionaries of several lists that have the same value under the key made one, sorted by it.",
    input: list, secrets: "carried", rest: true, named: true, apply: mergeBy,
  }),
  groupby_as_dict: define({ doc: "groupby_as_dict(key): a dictionary of dictionaries by the value they have under the key; each value may be there once.", input: list, secrets: "carried", params: { attribute: required(text) }, apply: groupAsDict }),
  from_csv: define({
    doc: "from_csv(dialect='excel', fieldnames, delimiter, skipinitialspace, strict): the rows of a CSV text as dictionaries; dialects excel, excel-tab and unix.",
    input: text, params: { dialect: optional(text, "excel"), fieldnames: maybe(list), delimiter: maybe(text), skipinitialspace: maybe(flag), strict: maybe(flag) },
    apply: (csv, { fieldnames, ...wishes }) => readCsv(csv, fieldnames ?? undefined, wishes),
  }),
  random_mac: define({ doc: "random_mac(seed): the start of a MAC address made complete; the same for the same seed (but not what Ansible gives for it).", input: text, params: { seed: maybe(anything) }, apply: (start, { seed }) => randomMac(start, seed ?? null) }),
  unicode_normalize: define({
    doc: "unicode_normalize(form='NFC'): NFC, NFD, NFKC or NFKD.", input: text, params: { form: optional(text, "NFC") },
    apply: (value, { form }) => ["NFC", "NFD", "NFKC", "NFKD"].includes(form) ? value.normalize(form) : typeFault(`"${form}" is not a form of Unicode`, "Use NFC, NFD, NFKC or NFKD."),
  }),
  crc32: define({ doc: "crc32: the checksum in hexadecimal digits.", input: text, apply: (value) => crc32(value).toString(16) }),
};

function fromPairs(pairs: readonly Value[]): Outcome {
  const entries: [string, Value][] = [];
  for (const pair of pairs) {
    if (pair instanceof Unknown) return pair;
    const [key = null, value = null] = isList(pair) ? pair : [];
    if (!isList(pair) || pair.length !== 2 || (typeof key !== "string" && typeof key !== "number")) return typeFault("Every item must be a pair of a string and a value");
    entries.push([textOf(key), value]);
  }
  return mapOf(entries);
}

function counter(items: readonly Value[]): Outcome {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (isList(item) || isMap(item)) return typeFault(`${kindOf(item).replace(/^a/, "A")} cannot be counted`, "Count its text with `| map('string')`.");
    const key = keyText(item);
    if (typeof key !== "string") return key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return mapOf(counts);
}

function mergeBy(first: readonly Value[], _: unknown, { rest, named }: { rest: readonly Value[]; named: ValueMap }): Outcome {
  const merging = mergingOf(named);
  const index = rest.at(-1);
  if (merging instanceof Fault) return merging;
  if (typeof index !== "string") return typeFault("The last argument must be the name of a key");
  const lists = rest.length === 1 ? first : [first, ...rest.slice(0, -1)];
  const merged = mergeItems(lists.flatMap((one) => isList(one) ? one : [one]), index, merging);
  return merged instanceof Unknown || merged instanceof Fault ? merged : sortedBy([...merged.values()], index);
}

/** The merged dictionaries by the value they have under the key. Those without it are left out. */
function mergeItems(items: readonly Value[], index: string, merging: Merging): ReadonlyMap<string, ValueMap> | Unknown | Fault {
  const merged = new Map<string, ValueMap>();
  for (const each of items) {
    if (each instanceof Unknown) return each;
    if (!isMap(each)) return typeFault("Every item must be a dictionary");
    if (!Object.hasOwn(each, index)) continue;
    const key = keyText(each[index] ?? null);
    if (typeof key !== "string") return key;
    merged.set(key, mergeMaps(merged.get(key) ?? mapOf([]), each, merging));
  }
  return merged;
}

function sortedBy(items: readonly ValueMap[], key: string): Outcome {
  let stuck: Unknown | Fault | undefined;
  const sorted = [...items].sort((a, b) => {
    const difference = order(a[key] ?? null, b[key] ?? null);
    if (typeof difference !== "number") stuck ??= difference;
    return typeof difference === "number" ? difference : 0;
  });
  return stuck ?? sorted;
}

function groupAsDict(items: readonly Value[], { attribute }: { attribute: string }): Outcome {
  const groups = new Map<string, Value>();
  for (const item of items) {
    if (item instanceof Unknown) return item;
    const read = map.read(item);
    if (read === undefined || !Object.hasOwn(read, attribute)) return typeFault(`Every item must be a dictionary with "${attribute}"`);
    const key = keyText(read[attribute] ?? null);
    if (typeof key !== "string") return key;
    if (groups.has(key)) return typeFault(`"${attribute}" is ${key} in several items`);
    groups.set(key, item);
  }
  return mapOf(groups);
}

interface CsvWishes { readonly dialect: string; readonly delimiter: string | null | undefined; readonly skipinitialspace: boolean | null | undefined; readonly strict: boolean | null | undefined }
interface CsvPackage { readonly parse: (text: string, options: object) => readonly (readonly string[])[] }

function readCsv(csv: string, fieldnames: readonly Value[] | undefined, { dialect, delimiter, skipinitialspace: skip, strict }: CsvWishes): Outcome {
  if (!["excel", "excel-tab", "unix"].includes(dialect)) return typeFault(`"${dialect}" is not a dialect of CSV`, "Use excel, excel-tab or unix.");
  const separator = delimiter ?? (dialect === "excel-tab" ? "\t" : ",");
  if (separator.length !== 1) return typeFault("\"delimiter\" must be one character");
  try {
    const package_ = createRequire(import.meta.url)("csv-parse/sync") as CsvPackage;
    const rows = package_.parse(csv, { bom: true, delimiter: separator, ltrim: skip === true, relax_column_count: true, relax_quotes: strict !== true, skip_empty_lines: true });
    const [header = [], ...body] = fieldnames === undefined ? rows : [fieldnames.map(textOf), ...rows];
    return body.map((row) => mapOf([...header.map((name, index) => [name, row[index] ?? null] as const), ...(row.length > header.length ? [["None", row.slice(header.length)] as const] : [])]));
  } catch (error) {
    return new Fault("bad-csv", `It is not valid CSV: ${error instanceof Error ? error.message : "syntax error"}`);
  }
}

function randomMac(start: string, seed: Value): string | Fault {
  const bytes = start.toLowerCase().split(":");
  if (bytes.length > 5 || !bytes.every((byte) => /^[\da-f]{2}$/.test(byte))) return typeFault(`"${start}" is not the start of a MAC address`, "Give one to five bytes, such as 52:54:00.");
  const random = seed === null ? () => randomInt(256) : byteOf(seededRandom(seed));
  return [...bytes, ...Array.from({ length: 6 - bytes.length }, () => random().toString(16).padStart(2, "0"))].join(":");
}

function byteOf(random: () => number): () => number {
  return () => Math.floor(random() * 256);
}
