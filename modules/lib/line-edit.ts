import { expandMatch } from "./python-regex.js";

/** What to do to the lines of a file. */
export interface LineEdit {
  readonly state: "present" | "absent";
  /** The line, without an end. For `absent` only counted when there is no `matches`. */
  readonly line: string | undefined;
  /** Finds lines by regexp or search_string. */
  readonly matches: ((line: string) => RegExpExecArray | true | undefined) | undefined;
  /** Where a new line goes when none matches; "BOF" and "EOF" are the ends of the file. */
  readonly place: { readonly side: "after" | "before"; readonly at: "BOF" | "EOF" | RegExp };
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

/** Edits a text line by line. Ends of lines are kept, also that the last line has none when it is replaced. */
export function editLines(text: string, edit: LineEdit): Edited {
  const lines = linesOf(text);
  return edit.state === "absent" ? withoutLines(text, lines, edit) : withLine(text, lines, edit);
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/([^\n]*?)(\r?\n|$)/g)].map(([, line = "", end = ""]) => ({ text: line, end })).filter(({ text: line, end }) => line !== "" || end !== "");
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text, end }) => text + end).join("");
}

function withoutLines(text: string, lines: readonly Line[], { line, matches }: LineEdit): Edited {
  const left = lines.filter((each) => (matches === undefined ? each.text !== line : matches(each.text) === undefined));
  const removed = lines.length - left.length;
  return removed === 0 ? { text, done: undefined } : { text: textOf(left), done: `${removed} line(s) removed` };
}

function withLine(text: string, lines: readonly Line[], edit: LineEdit): Edited {
  const line = edit.line ?? "";
  const found = findMatch(lines, edit);
  if (found !== undefined) return replaced(text, lines, { at: found.at, line: edit.backrefs && found.match !== true ? expandMatch(line, found.match) : line });
  if (edit.backrefs || lines.some((each) => each.text === line)) return { text, done: undefined };
  return { text: textOf(inserted(lines, line, placeOf(lines, edit))), done: "line added" };
}

/** The last line that matches, or the first with `firstmatch`. */
function findMatch(lines: readonly Line[], { matches, firstMatch }: LineEdit): { readonly at: number; readonly match: RegExpExecArray | true } | undefined {
  if (matches === undefined) return undefined;
  const all = lines.flatMap((each, at) => {
    const match = matches(each.text);
    return match === undefined ? [] : [{ at, match }];
  });
  return firstMatch ? all[0] : all.at(-1);
}

function replaced(text: string, lines: readonly Line[], { at, line }: { readonly at: number; readonly line: string }): Edited {
  const old = lines[at];
  if (old === undefined || old.text === line) return { text, done: undefined };
  return { text: textOf(lines.with(at, { text: line, end: old.end })), done: "line replaced" };
}

/** Before which line the new one goes. */
function placeOf(lines: readonly Line[], { place: { side, at }, firstMatch }: LineEdit): number {
  if (at === "BOF") return 0;
  if (at === "EOF") return lines.length;
  const found = firstMatch ? lines.findIndex((each) => at.test(each.text)) : lines.findLastIndex((each) => at.test(each.text));
  if (found === -1) return lines.length;
  return side === "after" ? found + 1 : found;
}

/** The new line ends as its neighbours do; a last line without an end gets one when another follows. */
function inserted(lines: readonly Line[], line: string, at: number): readonly Line[] {
  const end = lines.find((each) => each.end !== "")?.end ?? "\n";
  return [...lines.slice(0, at).map((each) => ({ ...each, end: each.end === "" ? end : each.end })), { text: line, end }, ...lines.slice(at)];
}
