import { isList, type Value } from "#engine/core/value.js";
import { formatBraces } from "../brace-format.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { textOf } from "../python-text.js";
import { anything, flag, integer, maybe, optional, required, sequence, text, type Reading } from "../reading.js";
import { capitalize, centerText, lengthOfText, padText, partOfText, replaceText, splitFromEnd, splitLines, splitText, stripText } from "../string-functions.js";
import { characterMethods } from "./character-methods.js";

const characters = { chars: maybe(text) } as const;
const parts = { sep: maybe(text), maxsplit: optional(integer, -1) } as const;
const width = { width: required(integer), fillchar: optional(text, " ") } as const;
const range = { start: maybe(integer), end: maybe(integer) } as const;
const part = { sub: required(text), ...range } as const;
const prefixes: Reading<readonly string[]> = { name: "a string", read: (value) => isList(value) ? value.map(textOf) : typeof value === "string" ? [value] : undefined };

interface Part { readonly sub: string; readonly start: number | null | undefined; readonly end: number | null | undefined }
interface Filling { readonly width: number; readonly fillchar: string }

/** The methods of Python's strings that playbooks call. */
export const stringMethods: Readonly<Record<string, Definition>> = {
  ...characterMethods,
  split: define({ doc: "split(sep, maxsplit=-1)", input: text, params: parts, apply: (value, { sep, maxsplit }) => sep === "" ? emptySeparator() : splitText(value, sep ?? undefined, maxsplit) }),
  rsplit: define({ doc: "rsplit(sep, maxsplit=-1)", input: text, params: parts, apply: (value, { sep, maxsplit }) => sep === "" ? emptySeparator() : splitFromEnd(value, sep ?? undefined, maxsplit) }),
  splitlines: define({ doc: "splitlines(keepends=false)", input: text, params: { keepends: optional(flag, false) }, apply: (value, { keepends }) => splitLines(value, keepends) }),
  join: define({ doc: "join(items): the items with this text between them", input: text, params: { items: required(sequence) }, apply: join }),
  strip: define({ doc: "strip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined) }),
  lstrip: define({ doc: "lstrip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined, "left") }),
  rstrip: define({ doc: "rstrip(chars)", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined, "right") }),
  removeprefix: define({ doc: "removeprefix(prefix)", input: text, params: { prefix: required(text) }, apply: (value, { prefix }) => value.startsWith(prefix) ? value.slice(prefix.length) : value }),
  removesuffix: define({ doc: "removesuffix(suffix)", input: text, params: { suffix: required(text) }, apply: (value, { suffix }) => suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value }),
  lower: define({ doc: "lower()", input: text, apply: (value) => value.toLowerCase() }),
  casefold: define({ doc: "casefold()", input: text, apply: (value) => value.replace(/[ßẞ]/g, "ss").toLowerCase() }),
  upper: define({ doc: "upper()", input: text, apply: (value) => value.toUpperCase() }),
  capitalize: define({ doc: "capitalize()", input: text, apply: capitalize }),
  swapcase: define({ doc: "swapcase()", input: text, apply: (value) => Array.from(value, (each) => each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase()).join("") }),
  title: define({ doc: "title(): a capital letter after everything that is not a letter", input: text, apply: (value) => value.toLowerCase().replace(/\p{L}+/gu, capitalize) }),
  startswith: define({ doc: "startswith(prefix, start=0, end)", input: text, params: { prefix: required(prefixes), ...range }, apply: (value, { prefix, ...bounds }) => prefix.some((each) => within(value, bounds).startsWith(each)) }),
  endswith: define({ doc: "endswith(suffix, start=0, end)", input: text, params: { suffix: required(prefixes), ...range }, apply: (value, { suffix, ...bounds }) => suffix.some((each) => within(value, bounds).endsWith(each)) }),
  replace: define({ doc: "replace(old, new, count=-1)", input: text, params: { old: required(text), new: required(text), count: optional(integer, -1) }, apply: (value, { old, new: by, count }) => replaceText(value, { old, by }, count) }),
  find: define({ doc: "find(sub, start=0, end): where it is, or -1", input: text, params: part, apply: (value, args) => find(value, args) }),
  rfind: define({ doc: "rfind(sub, start=0, end): where it is last, or -1", input: text, params: part, apply: (value, args) => findLast(value, args) }),
  index: define({ doc: "index(sub, start=0, end): where it is; an error when it is not there", input: text, params: part, apply: (value, args) => found(find(value, args), args.sub) }),
  rindex: define({ doc: "rindex(sub, start=0, end): where it is last; an error when it is not there", input: text, params: part, apply: (value, args) => found(findLast(value, args), args.sub) }),
  count: define({ doc: "count(sub, start=0, end): how often it occurs", input: text, params: part, apply: (value, { sub, ...bounds }) => { const inside = within(value, bounds); return sub === "" ? lengthOfText(inside) + 1 : inside.split(sub).length - 1; } }),
  format: define({ doc: "format(values...): {} {0} {name} replaced", input: text, rest: true, named: true, apply: (value, _, { rest, named }) => formatBraces(value, rest, named) }),
  zfill: define({ doc: "zfill(width)", input: text, params: { width: required(integer) }, apply: (value, args) => value.replace(/^[-+]?/, (sign) => sign + "0".repeat(Math.max(0, Math.min(args.width, 10_000) - lengthOfText(value)))) }),
  ljust: define({ doc: "ljust(width, fillchar=' ')", input: text, params: width, apply: (value, args) => filled(args, () => padText(value, args.width, { fill: args.fillchar, side: "right" })) }),
  rjust: define({ doc: "rjust(width, fillchar=' ')", input: text, params: width, apply: (value, args) => filled(args, () => padText(value, args.width, { fill: args.fillchar, side: "left" })) }),
  center: define({ doc: "center(width, fillchar=' ')", input: text, params: width, apply: (value, args) => filled(args, () => centerText(value, args.width, args.fillchar)) }),
  expandtabs: define({ doc: "expandtabs(tabsize=8)", input: text, params: { tabsize: optional(integer, 8) }, apply: (value, { tabsize }) => expandTabs(value, Math.min(Math.max(tabsize, 0), 1000)) }),
  partition: define({ doc: "partition(sep): [before, sep, after]", input: text, params: { sep: required(text) }, apply: (value, { sep }) => sep === "" ? emptySeparator() : partition(value, sep, value.indexOf(sep)) ?? [value, "", ""] }),
  rpartition: define({ doc: "rpartition(sep): the same from the end", input: text, params: { sep: required(text) }, apply: (value, { sep }) => sep === "" ? emptySeparator() : partition(value, sep, value.lastIndexOf(sep)) ?? ["", "", value] }),
  encode: define({ doc: "encode(encoding): texts are not turned into bytes here, so the text as it is", input: text, params: { encoding: optional(anything, "utf-8") }, apply: (value) => value }),
};

function emptySeparator(): Fault {
  return typeFault("The separator cannot be empty", "Make a list of the characters with `| list`.");
}

function within(value: string, { start, end }: Omit<Part, "sub">): string {
  return partOfText(value, start ?? 0, end ?? undefined).part;
}

function find(value: string, { sub, start, end }: Part): number {
  if ((start ?? 0) > lengthOfText(value)) return -1; // not even an empty text is there
  const { part: inside, offset } = partOfText(value, start ?? 0, end ?? undefined);
  const at = inside.indexOf(sub);
  return at === -1 ? -1 : offset + lengthOfText(inside.slice(0, at));
}

function findLast(value: string, { sub, start, end }: Part): number {
  if ((start ?? 0) > lengthOfText(value)) return -1;
  const { part: inside, offset } = partOfText(value, start ?? 0, end ?? undefined);
  const at = inside.lastIndexOf(sub);
  return at === -1 ? -1 : offset + lengthOfText(inside.slice(0, at));
}

function filled({ fillchar }: Filling, fill: () => string): string | Fault {
  return lengthOfText(fillchar) === 1 ? fill() : typeFault("\"fillchar\" must be one character");
}

function expandTabs(value: string, size: number): string {
  return value.split(/(?<=[\n\r])/).map((line) => line.split("\t").reduce((done, next) => done + " ".repeat(size === 0 ? 0 : size - lengthOfText(done) % size) + next)).join("");
}

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
