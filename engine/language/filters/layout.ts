import { define, type Definition } from "../definition.js";
import { toFixedPoint } from "../fixed-point.js";
import { Fault, typeFault } from "../fault.js";
import { prettyText } from "../pretty-text.js";
import { anything, flag, integer, maybe, number, optional, text } from "../reading.js";
import { splitLines } from "../string-functions.js";
import { wrapText } from "../text-wrap.js";

/** Filters that lay a text out for people. */
export const layoutFilters: Readonly<Record<string, Definition>> = {
  comment: define({
    doc: "comment(style='plain', decoration, prefix, postfix, beginning, end): as a comment; style plain (#), erlang (%), c (//), cblock or xml.",
    input: text, params: { style: optional(text, "plain"), decoration: maybe(text), prefix: maybe(text), postfix: maybe(text), beginning: maybe(text), end: maybe(text), prefix_count: optional(integer, 1), postfix_count: optional(integer, 1), newline: optional(text, "\n") },
    apply: (value, { style, ...wishes }) => comment(value, style, wishes),
  }),
  wordwrap: define({
    doc: "wordwrap(width=79, break_long_words=true, wrapstring, break_on_hyphens=true): lines no longer than this.",
    input: text, params: { width: optional(integer, 79), break_long_words: optional(flag, true), wrapstring: optional(text, "\n"), break_on_hyphens: optional(flag, true) },
    apply: (value, { width, break_long_words: breakLongWords, wrapstring: newline, break_on_hyphens: breakOnHyphens }) => width < 1 ? typeFault("\"width\" must be at least 1")
      : splitLines(value).map((line) => wrapText(line, { width, breakLongWords, breakOnHyphens }).join(newline)).join(newline),
  }),
  pprint: define({ doc: "pprint: the value as Python's pprint writes it, for people to read.", input: anything, apply: (value) => prettyText(value) }),
  filesizeformat: define({
    doc: "filesizeformat(binary=false): 13 kB; with `binary` 13 KiB.",
    input: number, params: { binary: optional(flag, false) }, apply: fileSize,
  }),
};

const STYLES: Readonly<Record<string, { decoration: string; beginning: string; end: string }>> = {
  plain: { decoration: "# ", beginning: "", end: "" }, erlang: { decoration: "% ", beginning: "", end: "" }, c: { decoration: "// ", beginning: "", end: "" },
  cblock: { decoration: " * ", beginning: "/*", end: " */" }, xml: { decoration: " - ", beginning: "<!--", end: "-->" },
};

type Wish = string | null | undefined;
interface Wishes {
  readonly decoration: Wish; readonly prefix: Wish; readonly postfix: Wish; readonly beginning: Wish; readonly end: Wish;
  readonly prefix_count: number; readonly postfix_count: number; readonly newline: string;
}

function comment(value: string, style: string, wishes: Wishes): string | Fault {
  const base = Object.hasOwn(STYLES, style) ? STYLES[style] : undefined;
  if (base === undefined) return new Fault("unknown-style", `There is no style "${style}"`, { hint: `The styles are ${Object.keys(STYLES).join(", ")}.` });
  const decoration = wishes.decoration ?? base.decoration;
  const { newline } = wishes;
  const body = value.split(newline).map((line, index, lines) => index < lines.length - 1 && line === "" ? decoration.trimEnd() : decoration + line);
  const frame = (wish: Wish, count: number) => Array.from({ length: Math.min(Math.max(count, 0), 1000) }, () => wish ?? (wishes.decoration ?? base.decoration).trimEnd());
  const before = (wishes.prefix ?? "x") === "" ? [] : frame(wishes.prefix, wishes.prefix_count);
  return [...whenSet(wishes.beginning ?? base.beginning), ...before, ...body, ...frame(wishes.postfix, wishes.postfix_count), ...whenSet(wishes.end ?? base.end)].join(newline);
}

function whenSet(line: string): string[] {
  return line === "" ? [] : [line];
}

/** By powers of 1000 or 1024; what is more than the largest unit stays in it. */
function fileSize(bytes: number, { binary }: { binary: boolean }): string {
  const base = binary ? 1024 : 1000;
  const units = binary ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const found = units.findIndex((_, index) => bytes < base ** (index + 2));
  const power = found === -1 ? units.length - 1 : found;
  return `${toFixedPoint(bytes / base ** (power + 1), 1)} ${units[power] ?? ""}`;
}
