import type { Match, PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { expand } from "#engine/regex/replacement.js";

/** What to do to the lines of a file. */
export interface LineEdit {
  readonly state: "present" | "absent";
  /** The line, without an end. For `absent` only counted when there is no `matches`. */
  readonly line: string | undefined;
  /** Finds lines by regexp, or by the text of search_string. */
  readonly matches: PythonRegex | string | undefined;
  /** Where a new line goes when none matches; "BOF" and "EOF" are the ends of the file. */
  readonly place: { readonly side: "after" | "before"; readonly at: "BOF" | "EOF" | PythonRegex };
  readonly firstMatch: boolean;
  readonly backrefs: boolean;
}

/** The edited text, and what was done, in Ansible's words; undefined: nothing. */
export interface Edited {
  readonly text: string;
  readonly done: string | undefined;
}

interface Line {
  readonly text: string;
  /** "\n", "\r\n", or "" for a last line without an end. */
  readonly end: string;
}

/** Edits a text line by line. Ends of lines are kept, also that the last line has none when it is replaced. The problem is one of `regexp`, or of where a new line goes. */
export function editLines(text: string, edit: LineEdit): Edited | RegexProblem {
  const lines = linesOf(text);
  return edit.state === "absent" ? withoutLines(text, lines, edit) : withLine(text, lines, edit);
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/([^\n]*?)(\r?\n|$)/g)].map(([, line = "", end = ""]) => ({ text: line, end })).filter(({ text: line, end }) => line !== "" || end !== "");
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text, end }) => text + end).join("");
}

function withoutLines(text: string, lines: readonly Line[], { line, matches }: LineEdit): Edited | RegexProblem {
  const found = matches === undefined ? lines.map((each) => each.text === line || undefined) : matchesIn(lines, matches);
  if (found instanceof RegexProblem) return found;
  const left = lines.filter((_each, at) => found[at] === undefined);
  const removed = lines.length - left.length;
  return removed === 0 ? { text, done: undefined } : { text: textOf(left), done: `${removed} line(s) removed` };
}

function withLine(text: string, lines: readonly Line[], edit: LineEdit): Edited | RegexProblem {
  const line = edit.line ?? "";
  const found = findMatch(lines, edit);
  if (found instanceof RegexProblem) return found;
  if (found !== undefined) {
    const made = edit.backrefs && found.match !== true ? expand(line, found.match) : line;
    return made instanceof RegexProblem ? made : replaced(text, lines, { at: found.at, line: made });
  }
  if (edit.backrefs || lines.some((each) => each.text === line)) return { text, done: undefined };
  const at = placeOf(lines, edit);
  return at instanceof RegexProblem ? at : { text: textOf(inserted(lines, line, at)), done: "line added" };
}

/** For each line its match, or true where it holds the text. */
function matchesIn(lines: readonly Line[], matches: PythonRegex | string): readonly (Match | true | undefined)[] | RegexProblem {
  return typeof matches === "string" ? lines.map(({ text }) => text.includes(matches) || undefined) : matches.firstOfEach(lines.map(({ text }) => text));
}

/** The last line that matches, or the first with `firstmatch`. */
function findMatch(lines: readonly Line[], { matches, firstMatch }: LineEdit): { readonly at: number; readonly match: Match | true } | undefined | RegexProblem {
  const all = matches === undefined ? [] : matchesIn(lines, matches);
  if (all instanceof RegexProblem) return all;
  const at = firstOrLast(all, firstMatch);
  const match = all[at];
  return match === undefined ? undefined : { at, match };
}

function firstOrLast(all: readonly (Match | true | undefined)[], first: boolean): number {
  const matched = (match: Match | true | undefined): boolean => match !== undefined;
  return first ? all.findIndex(matched) : all.findLastIndex(matched);
}

function replaced(text: string, lines: readonly Line[], { at, line }: { readonly at: number; readonly line: string }): Edited {
  const old = lines[at];
  if (old === undefined || old.text === line) return { text, done: undefined };
  return { text: textOf(lines.with(at, { text: line, end: old.end })), done: "line replaced" };
}

/** Before which line the new one goes. */
function placeOf(lines: readonly Line[], { place: { side, at }, firstMatch }: LineEdit): number | RegexProblem {
  if (at === "BOF") return 0;
  if (at === "EOF") return lines.length;
  const all = matchesIn(lines, at);
  if (all instanceof RegexProblem) return all;
  const found = firstOrLast(all, firstMatch);
  if (found === -1) return lines.length;
  return side === "after" ? found + 1 : found;
}

/** The new line ends as its neighbours do; a last line without an end gets one when another follows. */
function inserted(lines: readonly Line[], line: string, at: number): readonly Line[] {
  const end = lines.find((each) => each.end !== "")?.end ?? "\n";
  return [...lines.slice(0, at).map((each) => ({ ...each, end: each.end === "" ? end : each.end })), { text: line, end }, ...lines.slice(at)];
}
