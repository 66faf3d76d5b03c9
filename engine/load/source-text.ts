import type { Place } from "#engine/core/place.js";

/** The text of a file, and where in it an offset stands. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  /** It was encrypted: places name its lines without showing them. */
  readonly sealed: boolean;
  readonly #starts: readonly number[];

  constructor(file: string, text: string, sealed = false) {
    this.file = file;
    this.text = text;
    this.sealed = sealed;
    this.#starts = lineStarts(text);
  }

  /** The place of an offset (UTF-16 code units); `length` is cut at the end of the line. */
  placeAt(offset: number, length = 1): Place {
    const index = this.#lineIndex(offset);
    const text = this.lineText(index + 1);
    const column = Math.max(0, Math.min(offset - (this.#starts[index] ?? 0), text.length));
    const visible = Math.max(1, Math.min(length, text.length - column));
    return { file: this.file, line: index + 1, column: column + 1, length: visible, text: this.sealed ? "" : text };
  }

  /** A line, from 1, without its end. */
  lineText(line: number): string {
    const start = this.#starts[line - 1] ?? this.text.length;
    const end = this.#starts[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, "");
  }

  /** Where a line begins, as an offset; the end of the text for a line past it. */
  lineStart(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  #lineIndex(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
