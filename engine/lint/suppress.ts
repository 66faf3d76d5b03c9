import type { Finding } from "#engine/core/finding.js";

/** What comments switch off in one file. */
export interface Suppressions {
  /** Whether a rule is switched off for a line (from 1). */
  covers(rule: string, line: number): boolean;
  /** Every rule that a comment names, with its line. */
  readonly named: readonly { readonly rule: string; readonly line: number; readonly column: number; readonly text: string }[];
}

const COMMENT = /(?:#|\{#)\s*tsplay:\s*(ignore(?:-file)?)\s+([\w ,-]+?)\s*(?:#\}|$)/;

/**
 * Reads `# tsplay: ignore RULE, RULE` and `# tsplay: ignore-file RULE`. Behind something it covers its line; on a line of its own it covers what
 * begins on the next line: all that is indented deeper, so that above a task it covers the task.
 */
export function readSuppressions(text: string): Suppressions {
  const named: { rule: string; line: number; column: number; text: string }[] = [];
  const ranges: { readonly rule: string; readonly from: number; readonly to: number }[] = [];
  if (!text.includes("tsplay:")) return { named, covers: () => false };
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const match = COMMENT.exec(line);
    if (match === null) continue;
    const [, kind = "", words = ""] = match;
    const [from, to] = kind === "ignore-file" ? [1, lines.length] : rangeOf(lines, index, match.index);
    for (const rule of words.split(/[\s,]+/).filter((word) => word !== "")) {
      named.push({ rule, line: index + 1, column: line.indexOf(rule, match.index) + 1, text: line });
      ranges.push({ rule, from, to });
    }
  }
  return { named, covers: (rule, at) => ranges.some((range) => range.rule === rule && range.from <= at && at <= range.to) };
}

function rangeOf(lines: readonly string[], index: number, column: number): readonly [number, number] {
  const alone = (lines[index] ?? "").slice(0, column).trim() === "";
  if (!alone) return [index + 1, index + 1];
  let start = index + 1;
  while (start < lines.length && isPassive(lines[start])) start += 1;
  const depth = indentOf(lines[start]);
  let end = start + 1;
  while (end < lines.length && (isPassive(lines[end]) || indentOf(lines[end]) > depth)) end += 1;
  return [index + 1, end];
}

function isPassive(line: string | undefined): boolean {
  return line === undefined || /^\s*(?:#.*)?$/.test(line);
}

function indentOf(line: string | undefined): number {
  return line === undefined ? 0 : line.length - line.trimStart().length;
}

/** Whether a finding is switched off by a comment in its file. */
export function isSuppressed(finding: Finding, byFile: ReadonlyMap<string, Suppressions>): boolean {
  const { place } = finding;
  return place !== undefined && byFile.get(place.file)?.covers(finding.rule, place.line) === true;
}
