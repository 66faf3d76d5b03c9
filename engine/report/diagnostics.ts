import type { Diagnostic } from "#engine/core/diagnostic.js";
import { excerpt } from "./excerpt.js";
import { colourless, type Palette } from "./palette.js";
import { oneLine, visible } from "./visible.js";

/** A diagnostic as people read it: `file:line:column: message`, the line, an underline, and what to do next. No newline at its end. */
export function formatDiagnostic(diagnostic: Diagnostic, colors: Palette = colourless): string {
  const { place, hint } = diagnostic;
  return [
    headline(diagnostic, colors),
    ...(place === undefined ? [] : excerpt(place).map((line, row) => row === 0 ? line : colors.red(line))),
    ...(hint === undefined ? [] : [colors.cyan(visible(hint))]),
  ].join("\n");
}

/** All of them by file and line, each once, and how many there are. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], colors: Palette = colourless): string {
  const sorted = diagnostics.toSorted(byPlace);
  const texts = new Set(sorted.map((diagnostic) => formatDiagnostic(diagnostic, colors)));
  if (texts.size === 0) return "";
  return [...texts, countLine(unique(sorted))].join("\n\n");
}

function headline({ place, severity, message }: Diagnostic, colors: Palette): string {
  const where = place === undefined ? "" : `${oneLine(place.file)}:${place.line}:${place.column}: `;
  const what = severity === "warning" ? colors.yellow("warning: ") : "";
  return `${colors.bold(where)}${what}${visible(message)}`;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.place === undefined || b.place === undefined) return Number(a.place !== undefined) - Number(b.place !== undefined);
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.line - b.place.line || a.place.column - b.place.column;
}

function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [formatDiagnostic(diagnostic), diagnostic])).values()];
}

function countLine(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const files = new Set(diagnostics.flatMap((diagnostic) => diagnostic.place?.file ?? [])).size;
  const counts = [counted(errors, "error"), counted(diagnostics.length - errors, "warning")].filter((text) => text !== "");
  return `${counts.join(" and ")}${files === 0 ? "" : ` in ${counted(files, "file")}`}`;
}

/** `1 error`, `2 errors`; empty for none. */
function counted(count: number, word: string): string {
  if (count === 0) return "";
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
