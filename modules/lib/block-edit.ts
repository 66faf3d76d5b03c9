import type { Edited } from "./line-edit.js";

/** What to do to a marked block of a file. */
export interface BlockEdit {
  /** The lines of the block without an end; none: there should be no block. */
  readonly lines: readonly string[];
  readonly begin: string;
  readonly end: string;
  /** Where a new block goes; "BOF" and "EOF" are the ends of the file. */
  readonly place: { readonly side: "after" | "before"; readonly at: "BOF" | "EOF" | RegExp };
}

/** Edits a text: a block that is there is replaced where it stands; lines count as the block's markers when they are equal to the byte. undefined: there is no file yet. */
export function editBlock(text: string | undefined, { lines: block, begin, end, place }: BlockEdit): Edited {
  const lines: readonly string[] = (text ?? "").match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const first = lines.lastIndexOf(`${begin}\n`);
  const last = lines.lastIndexOf(`${end}\n`);
  const known = first !== -1 && last !== -1;
  const at = known ? Math.min(first, last) : placeOf(lines, place);
  const before = lines.slice(0, at).join("");
  const tail = lines.slice(known ? Math.max(first, last) + 1 : at).join("");
  const made = blockText(block, begin, end);
  const result = `${before === "" ? "" : before.replace(/\n?$/, "\n")}${made}${tail}`;
  return { text: result, done: result === text ? undefined : text === undefined ? "File created" : made === "" ? "Block removed" : "Block inserted" };
}

function blockText(block: readonly string[], begin: string, end: string): string {
  return block.length === 0 ? "" : [begin, ...block, end].map((line) => `${line}\n`).join("");
}

/** Before which line a new block goes: beside the last line that matches, else at the end. */
function placeOf(lines: readonly string[], { side, at }: BlockEdit["place"]): number {
  if (at === "BOF") return side === "before" ? 0 : lines.length;
  if (at === "EOF") return lines.length;
  const found = lines.findLastIndex((line) => at.test(line.replace(/\n$/, "")));
  if (found === -1) return lines.length;
  return side === "after" ? found + 1 : found;
}
