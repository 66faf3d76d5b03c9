import { define, type Definition } from "../definition.js";
import { anyText, flag, integer, maybe, optional, required, text, type Reading } from "../reading.js";
import { capitalize, splitText, stripText, titleCase } from "../string-functions.js";
import { formatValues } from "../percent-format.js";

/** How far to set lines in: a number of spaces, or the text to put before them. */
const padding: Reading<string> = {
  name: "a number or a string",
  read: (value) => {
    const width = typeof value === "string" ? undefined : integer.read(value);
    return width === undefined ? text.read(value) : " ".repeat(Math.min(Math.max(width, 0), 1000));
  },
};
const characters = { chars: maybe(text) } as const;

/** Filters of texts. */
export const stringFilters: Readonly<Record<string, Definition>> = {
  upper: define({ doc: "upper: in capital letters.", input: text, apply: (value) => value.toUpperCase() }),
  lower: define({ doc: "lower: in small letters.", input: text, apply: (value) => value.toLowerCase() }),
  capitalize: define({ doc: "capitalize: the first character in upper, the others in lower case.", input: text, apply: capitalize }),
  title: define({ doc: "title: every word with a capital letter.", input: text, apply: (value) => titleCase(value) }),
  trim: define({ doc: "trim(chars): without spaces (or these characters) at both ends.", input: text, params: characters, apply: (value, { chars }) => stripText(value, chars ?? undefined) }),
  replace: define({
    doc: "replace(old, new, count): every (or the first `count`) `old` replaced.",
    input: text, params: { old: required(text), new: required(text), count: maybe(integer) },
    apply: (value, { old, new: by, count }) => replaceText(value, { old, by }, count ?? undefined),
  }),
  split: define({ doc: "split(sep, maxsplit): the parts between the separators; at white space when no separator is given.", input: text, params: { sep: maybe(text), maxsplit: optional(integer, -1) }, apply: (value, { sep, maxsplit }) => splitText(value, sep ?? undefined, maxsplit) }),
  splitlines: define({ doc: "splitlines: the lines.", input: text, apply: (value) => value.split(/\r\n|\n|\r/).filter((line, index, lines) => line !== "" || index < lines.length - 1) }),
  format: define({ doc: "format(values...): `'%s:%d' | format(host, port)`.", input: text, rest: true, named: true, apply: (value, _, { rest, named }) => formatValues(value, Object.keys(named).length > 0 ? [named] : rest) }),
  indent: define({
    doc: "indent(width=4, first=false, blank=false): lines set in; the first and blank ones only on request.",
    input: text, params: { width: optional(padding, "    "), first: optional(flag, false), blank: optional(flag, false) },
    apply: (value, { width, first, blank }) => indent(value, width, { first, blank }),
  }),
  center: define({ doc: "center(width=80): in the middle of so many characters.", input: text, params: { width: optional(integer, 80) }, apply: (value, { width }) => value.padStart(value.length + Math.floor(Math.max(0, Math.min(width, 10_000) - value.length) / 2)).padEnd(Math.min(width, 10_000)) }),
  wordcount: define({ doc: "wordcount: how many words.", input: text, apply: (value) => (value.match(/\w+/g) ?? []).length }),
  truncate: define({
    doc: "truncate(length=255, killwords=false, end='...', leeway=5): cut to this length.",
    input: text, params: { length: optional(integer, 255), killwords: optional(flag, false), end: optional(text, "..."), leeway: optional(integer, 5) },
    apply: (value, { length, killwords, end, leeway }) => truncate(value, length, { killwords, end, leeway }),
  }),
  quote: define({ doc: "quote: in single quotes for a shell, unless it needs none.", input: anyText, apply: (value) => /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\"'\"'")}'` }),
  escape: define({ doc: "escape: for HTML.", input: anyText, apply: escapeHtml }),
  e: define({ doc: "e: the same as escape.", input: anyText, apply: escapeHtml }),
  safe: define({ doc: "safe: the value as it is (nothing is escaped by itself here).", input: text, apply: (value) => value }),
};

function replaceText(value: string, { old, by }: { old: string; by: string }, count: number | undefined): string {
  if (count === undefined || count < 0) return value.split(old).join(by);
  const parts = splitText(value, old, count);
  return parts.join(by);
}

function indent(value: string, by: string, { first, blank }: { first: boolean; blank: boolean }): string {
  const lines = value.split("\n");
  return lines.map((line, index) => (index === 0 ? first : blank || line !== "") ? by + line : line).join("\n");
}

function truncate(value: string, length: number, { killwords, end, leeway }: { killwords: boolean; end: string; leeway: number }): string {
  if (value.length <= length + leeway) return value;
  const cut = value.slice(0, Math.max(0, length - end.length));
  if (killwords) return cut + end;
  const space = cut.lastIndexOf(" ");
  return (space === -1 ? cut : cut.slice(0, space)) + end;
}

function escapeHtml(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll(">", "&gt;").replaceAll("<", "&lt;").replaceAll("'", "&#39;").replaceAll('"', "&#34;");
}
