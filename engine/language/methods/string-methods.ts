import { define, type Definition } from "../definition.js";
import { isList, type Value } from "#engine/core/value.js";
import { Fault, typeFault } from "../fault.js";
import { formatBraces } from "../brace-format.js";
import { anything, flag, integer, maybe, optional, required, sequence, text, type Reading } from "../reading.js";
import { capitalize, splitFromEnd, splitText, stripText } from "../string-functions.js";
import { textOf } from "../python-text.js";

const characters = { chars: maybe(text) } as const;
const parts = { sep: maybe(text), maxsplit: optional(integer, -1) } as const;
const width = { width: required(integer), fillchar: optional(text, " ") } as const;
const prefixes: Reading<readonly string[]> = { name: "a string", read: (value) => isList(value) ? value.map(textOf) : typeof value === "string" ? [value] : undefined };
const part = { sub: required(text), start: optional(integer, 0), end: maybe(integer) } as const;

/** The methods of Python's strings that playbooks call. */
export const stringMethods: Readonly<Record<string, Definition>> = {
  split: define({ doc: "split(sep, maxsplit=-1)", input: text, params: parts, apply: (value, { sep, maxsplit }) => sep === "" ? typeFault("The separator cannot be empty") : splitText(value, sep ?? undefined, maxsplit) }),
  rsplit: define({ doc: "rsplit(sep, maxsplit=-1)", input: text, params: parts, apply: (value, { sep, maxsplit }) => splitFromEnd(value, sep ?? undefined, maxsplit) }),
  splitlines: define({ doc: "splitlines(keepends=false)", input: text, params: { keepends: optional(flag, false) }, apply: (value, { keepends }) => (value.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$/g) ?? []).map((line) => keepends ? line : line.replace(/[\r\n]+$/, "")) }),
  join: define({ doc: "join(items): the items with this text between them", input: text, params: { items: required(sequence) }, apply: join }),
  strip: define({ doc: "strip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined) }),
  lstrip: define({ doc: "lstrip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined, "left") }),
  rstrip: define({ doc: "rstrip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined, "right") }),
  removeprefix: define({ doc: "removeprefix(prefix)", input: text, params: { prefix: required(text) }, apply: (value, { prefix }) => value.startsWith(prefix) ? value.slice(prefix.length) : value }),
  removesuffix: define({ doc: "removesuffix(suffix)", input: text, params: { suffix: required(text) }, apply: (value, { suffix }) => suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value }),
  lower: define({ doc: "lower()", input: text, apply: (value) => value.toLowerCase() }),
  casefold: define({ doc: "casefold()", input: text, apply: (value) => value.toLowerCase() }),
  upper: define({ doc: "upper()", input: text, apply: (value) => value.toUpperCase() }),
  capitalize: define({ doc: "capitalize()", input: text, apply: capitalize }),
  swapcase: define({ doc: "swapcase()", input: text, apply: (value) => Array.from(value, (each) => each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase()).join("") }),
  title: define({ doc: "title(): a capital letter after everything that is not a letter", input: text, apply: (value) => value.toLowerCase().replace(/\p{L}+/gu, capitalize) }),
  startswith: define({ doc: "startswith(prefix)", input: text, params: { prefix: required(prefixes) }, apply: (value, { prefix }) => prefix.some((each) => value.startsWith(each)) }),
  endswith: define({ doc: "endswith(suffix)", input: text, params: { suffix: required(prefixes) }, apply: (value, { suffix }) => suffix.some((each) => value.endsWith(each)) }),
  replace: define({ doc: "replace(old, new, count=-1)", input: text, params: { old: required(text), new: required(text), count: optional(integer, -1) }, apply: (value, { old, new: by, count }) => (count < 0 ? value.split(old) : splitText(value, old, count)).join(by) }),
  find: define({ doc: "find(sub, start=0, end): where it is, or -1", input: text, params: part, apply: (value, { sub, start, end }) => value.slice(0, end ?? undefined).indexOf(sub, start) }),
  rfind: define({ doc: "rfind(sub, start=0, end): where it is last, or -1", input: text, params: part, apply: (value, { sub, end }) => value.slice(0, end ?? undefined).lastIndexOf(sub) }),
  index: define({ doc: "index(sub, start=0, end): where it is; an error when it is not there", input: text, params: part, apply: (value, { sub, start, end }) => found(value.slice(0, end ?? undefined).indexOf(sub, start), sub) }),
  count: define({ doc: "count(sub): how often it occurs", input: text, params: { sub: required(text) }, apply: (value, { sub }) => sub === "" ? value.length + 1 : value.split(sub).length - 1 }),
  format: define({ doc: "format(values...): {} {0} {name} replaced", input: text, rest: true, named: true, apply: (value, _, { rest, named }) => formatBraces(value, rest, named) }),
  zfill: define({ doc: "zfill(width)", input: text, params: { width: required(integer) }, apply: (value, { width: wanted }) => value.replace(/^[-+]?/, (sign) => sign + "0".repeat(Math.max(0, Math.min(wanted, 10_000) - value.length))) }),
  ljust: define({ doc: "ljust(width, fillchar=' ')", input: text, params: width, apply: (value, args) => value.padEnd(Math.min(args.width, 10_000), args.fillchar) }),
  rjust: define({ doc: "rjust(width, fillchar=' ')", input: text, params: width, apply: (value, args) => value.padStart(Math.min(args.width, 10_000), args.fillchar) }),
  partition: define({ doc: "partition(sep): [before, sep, after]", input: text, params: { sep: required(text) }, apply: (value, { sep }) => partition(value, sep, value.indexOf(sep)) ?? [value, "", ""] }),
  rpartition: define({ doc: "rpartition(sep): the same from the end", input: text, params: { sep: required(text) }, apply: (value, { sep }) => partition(value, sep, value.lastIndexOf(sep)) ?? ["", "", value] }),
  isdigit: define({ doc: "isdigit()", input: text, apply: (value) => /^\p{Nd}+$/u.test(value) }),
  isnumeric: define({ doc: "isnumeric()", input: text, apply: (value) => /^\p{N}+$/u.test(value) }),
  isalpha: define({ doc: "isalpha()", input: text, apply: (value) => /^\p{L}+$/u.test(value) }),
  isalnum: define({ doc: "isalnum()", input: text, apply: (value) => /^[\p{L}\p{N}]+$/u.test(value) }),
  isspace: define({ doc: "isspace()", input: text, apply: (value) => /^\s+$/.test(value) }),
  islower: define({ doc: "islower()", input: text, apply: (value) => value === value.toLowerCase() && value !== value.toUpperCase() }),
  isupper: define({ doc: "isupper()", input: text, apply: (value) => value === value.toUpperCase() && value !== value.toLowerCase() }),
  encode: define({ doc: "encode(encoding): texts are not turned into bytes here, so the text as it is", input: text, params: { encoding: optional(anything, "utf-8") }, apply: (value) => value }),
};

function join(separator: string, { items }: { items: readonly Value[] }): string | Fault {
  const texts = items.map((item) => typeof item === "string" ? item : undefined);
  const wrong = texts.indexOf(undefined);
  return wrong === -1 ? texts.join(separator) : typeFault(`Item ${wrong} is not a string`, "Make strings of the items with `| map('string')`.");
}

function found(index: number, sub: string): number | Fault {
  return index === -1 ? new Fault("not-found", `The text does not contain "${sub}"`) : index;
}

function partition(value: string, separator: string, at: number): readonly string[] | undefined {
  return at === -1 ? undefined : [value.slice(0, at), separator, value.slice(at + separator.length)];
}
