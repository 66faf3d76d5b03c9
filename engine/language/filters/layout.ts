import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { flag, integer, maybe, number, optional, text } from "../reading.js";

/** Filters that lay a text out for people. */
export const layoutFilters: Readonly<Record<string, Definition>> = {
  comment: define({
    doc: "comment(style='plain', decoration, prefix, postfix, beginning, end): as a comment; style plain (#), erlang (%), c (//), cblock or xml.",
    input: text, params: { style: optional(text, "plain"), decoration: maybe(text), prefix: maybe(text), postfix: maybe(text), beginning: maybe(text), end: maybe(text), prefix_count: optional(integer, 1), postfix_count: optional(integer, 1), newline: optional(text, "\n") },
    apply: (value, { style, ...wishes }) => comment(value, style, wishes),
  }),
  wordwrap: define({
    doc: "wordwrap(width=79, break_long_words=true, wrapstring, break_on_hyphens=true): lines no longer than this.",
    input: text, params: { width: optional(integer, 79), break_long_words: optional(flag, true), wrapstring: optional(text, "\n") }, named: true,
    apply: (value, { width, break_long_words: breaks, wrapstring: newline }) => value.split("\n").map((line) => wrap(line, width, breaks).join(newline)).join(newline),
  }),
  striptags: define({ doc: "striptags: without HTML tags, white space made one space.", input: text, apply: (value) => value.replace(/<!--.*?-->|<[^>]*>/gs, "").split(/\s+/).filter((word) => word !== "").join(" ") }),
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
  const frame = (wish: Wish, count: number) => Array.from({ length: Math.min(Math.max(count, 0), 100) }, () => (wish ?? decoration).trimEnd());
  const lines = [
    ...whenSet(wishes.beginning ?? base.beginning), ...frame(wishes.prefix, wishes.prefix_count), ...value.split("\n").map((line) => (decoration + line).trimEnd()),
    ...frame(wishes.postfix, wishes.postfix_count), ...whenSet(wishes.end ?? base.end),
  ];
  return lines.join(wishes.newline);
}

function whenSet(line: string): string[] {
  return line === "" ? [] : [line];
}

function wrap(line: string, width: number, breaks: boolean): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/(?<=\s)(?=\S)|(?<=\w-)(?=\w)/)) {
    if (current !== "" && (current + word.trimEnd()).length > width) {
      lines.push(current.trimEnd());
      current = "";
    }
    current += word;
    while (breaks && width > 0 && current.trimEnd().length > width) {
      lines.push(current.slice(0, width));
      current = current.slice(width);
    }
  }
  return current.trimEnd() === "" && lines.length > 0 ? lines : [...lines, current.trimEnd()];
}

function fileSize(bytes: number, { binary }: { binary: boolean }): string {
  const base = binary ? 1024 : 1000;
  const units = binary ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(base)));
  return `${(bytes / base ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}
