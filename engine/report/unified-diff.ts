import { OMIT_HEADERS, formatPatch, structuredPatch } from "diff";
import type { DiffPart } from "#engine/core/change.js";
import { truncate } from "./display-width.js";
import type { Palette } from "./palette.js";
import { oneLine, visible } from "./visible.js";

/** Beyond these the comparison takes seconds, during which nothing else runs. */
const limits = { context: 3, timeout: 500, maxEditLength: 2000 } as const;
const mostLines = 1000;
const widestLine = 1000;

type Text = Extract<DiffPart, { readonly kind: "text" }>;

/** A text difference in the unified format. A text too different to compare in half a second is only counted. */
export function unifiedLines({ title, before, after }: Text, colors: Palette): string[] {
  const name = oneLine(title);
  if (before === after) return [`${colors.bold(name)}: differs only in what is masked`];
  if (before.includes("\0") || after.includes("\0")) return [`${colors.bold(name)}: binary content differs (${bytes(before)} -> ${bytes(after)})`];
  const header = [colors.bold(`--- before: ${name}`), colors.bold(`+++ after: ${name}`)];
  return [...header, ...capped(bodyOf(before, after)).map((line) => painted(line, colors))];
}

function bodyOf(before: string, after: string): string[] {
  if (before === "" || after === "") return wholeFile(before, after);
  const patch = structuredPatch("", "", before, after, undefined, undefined, limits);
  if (patch === undefined) return [`@@ ${linesIn(before)} lines replaced by ${linesIn(after)} lines @@`];
  // Headers of our own: the library's quote every name that is not ASCII as octal bytes.
  return formatPatch(patch, OMIT_HEADERS).replace(/\n$/, "").split("\n");
}

/** A file that appears or goes needs no comparing, however long it is. */
function wholeFile(before: string, after: string): string[] {
  const sign = before === "" ? "+" : "-";
  const text = before === "" ? after : before;
  const lines = text.replace(/\n$/, "").split("\n");
  const range = before === "" ? `@@ -0,0 +1,${lines.length} @@` : `@@ -1,${lines.length} +0,0 @@`;
  return [range, ...lines.map((line) => sign + line), ...(text.endsWith("\n") ? [] : ["\\ No newline at end of file"])];
}

function capped(lines: readonly string[]): string[] {
  if (lines.length <= mostLines) return [...lines];
  return [...lines.slice(0, mostLines), `@@ ${lines.length - mostLines} more lines of this diff are not shown; --json FILE has them all @@`];
}

function painted(line: string, colors: Palette): string {
  const text = truncate(visible(line), widestLine);
  if (line.startsWith("+")) return colors.green(text);
  if (line.startsWith("-")) return colors.red(text);
  return line.startsWith("@@") ? colors.cyan(text) : text;
}

function linesIn(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

function bytes(text: string): string {
  return `${Buffer.byteLength(text)} bytes`;
}
