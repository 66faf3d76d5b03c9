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
  let starts: readonly number[] | undefined;
  return { text, place: (span) => placeIn(text, place, span, starts ??= lineStarts(text)) };
}

function placeIn(text: string, place: Place, { start, end }: Span, starts: readonly number[]): Place {
  const lines = lineOf(starts, start);
  const lineStart = starts[lines] ?? 0;
  const lineEnd = (starts[lines + 1] ?? text.length + 1) - 1;
  const length = Math.max(1, Math.min(end, lineEnd) - start);
  const column = place.column + start - lineStart;
  if (lines === 0) return { ...place, column, length };
  return { file: place.file, line: place.line + lines, column, length, text: " ".repeat(place.column - 1) + text.slice(lineStart, lineEnd) };
}

/** Where each line begins. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that begins at or before an offset; from 0. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A whole file. */
export function fileSource(text: string, file: string): Source {
  const newline = text.indexOf("\n");
  return verbatim(text, { file, line: 1, column: 1, text: newline === -1 ? text : text.slice(0, newline) });
}
