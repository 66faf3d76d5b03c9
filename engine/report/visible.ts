/** C0 and C1 controls but tab and newline, marks that turn the direction of text around, and what is not shown at all. */
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * Text from a host or a file, fit for a terminal: control characters and direction marks are written out (`\x1b`, `\u202e`), so that none
 * of it can move the cursor, set a title or show something else than it is. Tabs and newlines stay.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(hidden, escapeOf);
}

/** The same on one line: newlines are written out as well. */
export function oneLine(text: string): string {
  return visible(text).replaceAll("\n", "\\n");
}

/** The lines of what a program printed; the carriage return of a CRLF is no part of a line. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => visible(line.endsWith("\r") ? line.slice(0, -1) : line));
  while (lines.length > 0 && lines.at(-1)?.trim() === "") lines.pop();
  return lines;
}

function escapeOf(character: string): string {
  if (character === "\r") return "\\r";
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
