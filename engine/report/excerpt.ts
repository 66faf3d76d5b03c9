import type { Place } from "#engine/core/place.js";
import { characterWidth } from "./display-width.js";
import { oneLine } from "./visible.js";

const indent = "    ";
/** Lines are cut to this many columns round the place they are shown for. */
const widest = 120;

/** One character of a line as it is shown. */
interface Cell {
  readonly shown: string;
  /** In the underline, a tab stays a tab, so that both lines move alike. */
  readonly blank: string;
  readonly width: number;
  readonly marked: boolean;
}

/** The line of a place and its underline; nothing when the line is not known. */
export function excerpt(place: Place): string[] {
  if (place.text.trim() === "") return [];
  const cells = cellsOf(nearby(place));
  const { from, to } = windowOf(cells);
  const part = cells.slice(from, to);
  const line = `${from > 0 ? "…" : ""}${part.map((cell) => cell.shown).join("")}${to < cells.length ? "…" : ""}`;
  const under = `${from > 0 ? " " : ""}${part.map((cell) => cell.marked ? "~".repeat(cell.width) : cell.blank).join("")}`.trimEnd();
  return [indent + line.trimEnd(), indent + (under === "" ? underEnd(line, cells.length === to) : under)];
}

/** Of a very long line the part that could be shown: its cells would fill the memory. */
function nearby(place: Place): Place {
  if (place.text.length <= 10 * widest) return place;
  const from = Math.max(0, place.column - 3 * widest);
  return { ...place, text: place.text.slice(from, place.column + 3 * widest), column: place.column - from };
}

function cellsOf({ text, column, length }: Place): Cell[] {
  const cells: Cell[] = [];
  let unit = 1;
  for (const character of text.replace(/\r?\n?$/, "")) {
    const shown = character === "\t" ? "\t" : oneLine(character);
    const width = shown.length > character.length ? shown.length : characterWidth(character);
    const marked = unit + character.length > column && unit < column + Math.max(1, length ?? 1);
    cells.push({ shown, width, marked, blank: character === "\t" ? "\t" : " ".repeat(width) });
    unit += character.length;
  }
  return cells;
}

/** What is shown of a line: all of it, or some columns on both sides of the first marked cell. */
function windowOf(cells: readonly Cell[]): { from: number; to: number } {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= widest) return { from: 0, to: cells.length };
  const mark = Math.max(0, cells.findIndex((cell) => cell.marked));
  const from = Math.max(0, mark - widest / 3);
  let to = from;
  for (let used = 0; to < cells.length && used < widest; to++) used += cells[to]?.width ?? 0;
  return { from, to };
}

/** A place behind the end of its line: what is missing is marked there. */
function underEnd(line: string, complete: boolean): string {
  return complete ? `${line.replaceAll(/[^\t]/gu, (character) => " ".repeat(characterWidth(character)))}~` : "";
}
