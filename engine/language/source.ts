import type { Place } from "#engine/core/place.js";

/** A part of a source text: offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text that holds expressions, and how to find an offset of it in the user's file. */
export interface Source {
  readonly text: string;
  place(span: Span): Place;
}

/** A text that stands in the file as it is, from `place` on; further lines start at the same column (a block scalar, or a file from column 1). */
export function verbatim(text: string, place: Place): Source {
  return { text, place: (span) => placeIn(text, place, span) };
}

function placeIn(text: string, place: Place, { start, end }: Span): Place {
  const before = text.slice(0, start);
  const lines = countNewlines(before);
  const lineStart = before.lastIndexOf("\n") + 1;
  const newline = text.indexOf("\n", start);
  const lineEnd = newline === -1 ? text.length : newline;
  const length = Math.max(1, Math.min(end, lineEnd) - start);
  const column = place.column + start - lineStart;
  if (lines === 0) return { ...place, column, length };
  return { file: place.file, line: place.line + lines, column, length, text: " ".repeat(place.column - 1) + text.slice(lineStart, lineEnd) };
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** A whole file. */
export function fileSource(text: string, file: string): Source {
  const newline = text.indexOf("\n");
  return verbatim(text, { file, line: 1, column: 1, text: newline === -1 ? text : text.slice(0, newline) });
}
