import type { Edit } from "./rule.js";

/** A text after edits, and how many were made. Edits that overlap one that was made are left for the next time. */
export function applyFixes(text: string, edits: readonly Edit[]): { readonly text: string; readonly count: number } {
  const lines = text.split("\n");
  const lastFirst = edits.toSorted((a, b) => b.place.line - a.place.line || b.place.column - a.place.column);
  let count = 0;
  let above = { line: Infinity, column: Infinity };
  for (const { place, text: replacement } of lastFirst) {
    const { line, column, length = 1 } = place;
    const written = lines[line - 1];
    // The file has changed since it was read, or another edit stands there.
    if (written?.replace(/\r$/, "") !== place.text || (line === above.line && column + length > above.column)) continue;
    lines[line - 1] = written.slice(0, column - 1) + replacement + written.slice(column - 1 + length);
    above = { line, column };
    count += 1;
  }
  return { text: lines.join("\n"), count };
}
