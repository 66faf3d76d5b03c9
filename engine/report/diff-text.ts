import type { DiffPart } from "#engine/core/change.js";
import { fieldLines } from "./field-diff.js";
import type { Palette } from "./palette.js";
import { unifiedLines } from "./unified-diff.js";
import { oneLine, visible } from "./visible.js";

/** One difference as lines: a unified diff, `key: before -> after`, or a note. Control characters are written out. */
export function diffLines(part: DiffPart, colors: Palette): string[] {
  switch (part.kind) {
    case "text": return unifiedLines(part, colors);
    case "fields": return fieldLines(part, colors);
    case "note": return [`${colors.bold(oneLine(part.title))}: ${visible(part.note)}`];
  }
}
