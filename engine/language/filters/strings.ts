import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { formatValues } from "../percent-format.js";
import { anyText, flag, integer, maybe, optional, required, text, type Reading } from "../reading.js";
import type { Value } from "#engine/core/value.js";
import { capitalize, centerText, lengthOfText, replaceText, splitLines, splitText, stripText, titleCase } from "../string-functions.js";

/** How far to set lines in: a number of spaces, or the text to put before them. */
const padding: Reading<string> = {
  name: "a number or a string",
  read: (value) => {
    const width = typeof value === "string" ? undefined : integer.read(value);
    return width === undefined ? text.read(value) : " ".repeat(Math.min(Math.max(width, 0), 1000));
  },
};

/** Filters of texts. What is no text is written out first, as Jinja2 does. */
export const stringFilters: Readonly<Record<string, Definition>> = {
  upper: define({ doc: "upper: in capital letters.", input: anyText, apply: (value) => value.toUpperCase() }),
  lower: define({ doc: "lower: in small letters.", input: anyText, apply: (value) => value.toLowerCase() }),
  capitalize: define({ doc: "capitalize: the first character in upper, the others in lower case.", input: anyText, apply: capitalize }),
  title: define({ doc: "title: every word with a capital letter.", input: anyText, apply: (value) => titleCase(value) }),
  trim: define({ doc: "trim(chars): without spaces (or these characters) at both ends.", input: anyText, params: { chars: maybe(text) }, apply: (value, { chars }) => stripText(value, chars ?? undefined) }),
  replace: define({
    doc: "replace(old, new, count): every (or the first `count`) `old` replaced.",
    input: anyText, params: { old: required(text), new: required(text), count: maybe(integer) },
    apply: (value, { old, new: by, count }) => replaceText(value, { old, by }, count ?? undefined),
  }),
  split: define({
    doc: "split(sep, maxsplit): the parts between the separators; at white space when no separator is given.", input: text, params: { sep: maybe(text), maxsplit: optional(integer, -1) },
    apply: (value, { sep, maxsplit }) => sep === "" ? typeFault("The separator cannot be empty", "Make a list of the characters with `| list`.") : splitText(value, sep ?? undefined, maxsplit),
  }),
  splitlines: define({ doc: "splitlines: the lines.", input: text, apply: (value) => splitLines(value) }),
  format: define({ doc: "format(values...): `'%s:%d' | format(host, port)`.", input: anyText, rest: true, named: true, apply: format }),
  indent: define({
    doc: "indent(width=4, first=false, blank=false): lines set in; the first and blank ones only on request.",
    input: text, params: { width: optional(padding, "    "), first: optional(flag, false), blank: optional(flag, false) },
    apply: (value, { width, first, blank }) => indent(value, width, { first, blank }),
  }),
  center: define({ doc: "center(width=80): in the middle of so many characters.", input: anyText, params: { width: optional(integer, 80) }, apply: (value, { width }) => centerText(value, width, " ") }),
  wordcount: define({ doc: "wordcount: how many words.", input: anyText, apply: (value) => (value.match(/[\p{L}\p{N}_]+/gu) ?? []).length }),
  truncate: define({
    doc: "truncate(length=255, killwords=false, end='...', leeway=5): cut to this length.",
    input: text, params: { length: optional(integer, 255), killwords: optional(flag, false), end: optional(text, "..."), leeway: optional(integer, 5) },
    apply: (value, { length, killwords, end, leeway }) => truncate(value, length, { killwords, end, leeway }),
  }),
  quote: define({ doc: "quote: in single quotes for a shell, unless it needs none; '' for none.", input: { name: "a value", read: (value) => value === null ? "" : anyText.read(value) }, apply: (value) => /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\"'\"'")}'` }),
};

function format(value: string, _: unknown, { rest, named }: { readonly rest: readonly Value[]; readonly named: Readonly<Record<string, Value>> }): string | Fault {
  const hasNames = Object.keys(named).length > 0;
  if (hasNames && rest.length > 0) return typeFault("It takes values one by one or with names, not both");
  return formatValues(value, hasNames ? [named] : rest);
}

function indent(value: string, by: string, { first, blank }: { first: boolean; blank: boolean }): string {
  const lines = splitLines(`${value}\n`);
  return lines.map((line, index) => (index === 0 ? first : blank || line !== "") ? by + line : line).join("\n");
}

function truncate(value: string, length: number, { killwords, end, leeway }: { killwords: boolean; end: string; leeway: number }): string | Fault {
  if (length < lengthOfText(end)) return typeFault(`"length" must be at least ${lengthOfText(end)}, the length of "${end}"`);
  if (leeway < 0) return typeFault("\"leeway\" cannot be negative");
  const characters = Array.from(value);
  if (characters.length <= length + leeway) return value;
  const cut = characters.slice(0, length - lengthOfText(end)).join("");
  if (killwords) return cut + end;
  const space = cut.lastIndexOf(" ");
  return (space === -1 ? cut : cut.slice(0, space)) + end;
}
