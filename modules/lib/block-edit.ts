import type { PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import type { Edited } from "./line-edit.js";

/** What to do to a marked block of a file. */
export interface BlockEdit {
  /** The lines of the block without an end; none: there should be no block. */
  readonly lines: readonly string[];
  readonly begin: string;
  readonly end: string;
  /** Where a new block goes; "BOF" and "EOF" are the ends of the file. */
  readonly place: { readonly side: "after" | "before"; readonly at: "BOF" | "EOF" | PythonRegex };
}

/** Edits a text: a block that is there is replaced where it stands; lines count as the block's markers when they are equal to the byte. undefined: there is no file yet. The problem is one of where a new block goes. */
export function editBlock(text: string | undefined, edit: BlockEdit): Edited | RegexProblem {
  const lines: readonly string[] = (text ?? "").match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const place = placeIn(lines, edit);
  if (place instanceof RegexProblem) return place;
  const before = lines.slice(0, place.from).join("");
  const tail = lines.slice(place.to).join("");
  const made = blockText(edit);
  const result = `${before === "" ? "" : before.replace(/\n?$/, "\n")}${made}${tail}`;
  return { text: result, done: result === text ? undefined : text === undefined ? "File created" : made === "" ? "Block removed" : "Block inserted" };
}

/** The lines that the block stands for: the old block, or none where the new one goes. */
function placeIn(lines: readonly string[], { begin, end, place }: BlockEdit): { readonly from: number; readonly to: number } | RegexProblem {
  const first = lines.lastIndexOf(`${begin}\n`);
  const last = lines.lastIndexOf(`${end}\n`);
  if (first !== -1 && last !== -1) return { from: Math.min(first, last), to: Math.max(first, last) + 1 };
  const at = newPlace(lines, place);
  return at instanceof RegexProblem ? at : { from: at, to: at };
}

function blockText({ lines: block, begin, end }: BlockEdit): string {
  return block.length === 0 ? "" : [begin, ...block, end].map((line) => `${line}\n`).join("");
}

/** Before which line a new block goes: beside the last line that matches, else at the end. */
function newPlace(lines: readonly string[], { side, at }: BlockEdit["place"]): number | RegexProblem {
  if (at === "BOF") return side === "before" ? 0 : lines.length;
  if (at === "EOF") return lines.length;
  const all = at.firstOfEach(lines.map((line) => line.replace(/\n$/, "")));
  if (all instanceof RegexProblem) return all;
  const found = all.findLastIndex((match) => match !== undefined);
  if (found === -1) return lines.length;
  return side === "after" ? found + 1 : found;
}
