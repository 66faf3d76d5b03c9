import type { ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { verbatim, type Source, type Span } from "./source.js";

/** The text of a string scalar, with the way back to its places: exact as far as the file's line holds the text itself. */
export function nodeSource(node: ScalarNode): Source {
  const text = String(node.value);
  const { place, style } = node;
  if (style === "block") return place.text.slice(place.column - 1) === text.split("\n", 1)[0] ? verbatim(text, place) : onOneLine(text, place, []);
  const quote = style === "plain" ? "" : place.text.charAt(place.column - 1);
  const start = quote === "'" || quote === '"' ? { ...place, column: place.column + 1 } : place;
  return onOneLine(text, start, distances(text, place.text.slice(start.column - 1), style));
}

/** Places on one line by a table of distances; what lies beyond the table is blamed on the start. */
function onOneLine(text: string, place: Place, table: readonly number[]): Source {
  return { text, place: ({ start, end }: Span) => {
    const from = table[start];
    if (from === undefined) return place;
    return { ...place, column: place.column + from, length: Math.max(1, (table[end] ?? table.at(-1) ?? from) - from) };
  } };
}

/** For each offset of the value how far it is from the start of the scalar on its line; it ends where both part ways (a folded line). */
function distances(text: string, written: string, style: ScalarNode["style"]): readonly number[] {
  const table: number[] = [0];
  let at = 0;
  for (let offset = 0; offset < text.length && at < written.length; offset += 1) {
    const length = writtenLength(written, at, style);
    if (length === 1 && written[at] !== text[offset]) break;
    at += length;
    table.push(at);
  }
  return table;
}

const ESCAPED = /\\(?:x.{2}|u.{4}|U.{8}|.)/y;

/** How many characters of the file stand for the next one of the value. */
function writtenLength(written: string, at: number, style: ScalarNode["style"]): number {
  if (style === "single" && written.startsWith("''", at)) return 2;
  if (style !== "double" || written[at] !== "\\") return 1;
  ESCAPED.lastIndex = at;
  return ESCAPED.exec(written)?.[0].length ?? 1;
}
