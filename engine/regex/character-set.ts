import { RegexProblem } from "./regex-problem.js";
import { characterEscape, insideOf, literal } from "./characters.js";

/** A `[...]` of Python in JavaScript's notation, and where it ends. */
export interface CharacterSet { readonly source: string; readonly end: number }

/** Translates the set that starts at `at`. A bracket right at the beginning is a character, so is a second `[`. */
export function translateSet(pattern: string, at: number, ascii: boolean): CharacterSet | RegexProblem {
  const negated = pattern[at + 1] === "^";
  const start = at + (negated ? 2 : 1);
  let inside = "";
  let position = start;
  while (pattern[position] !== "]" || position === start) {
    if (position >= pattern.length) return new RegexProblem("bad-regex", "The regular expression does not work: a `[` is never closed", "Write `\\[` to mean the character.");
    const item = rangeOrItem(pattern, position, ascii);
    if (item instanceof RegexProblem) return item;
    inside += item.source;
    position = item.end;
  }
  return { source: `[${negated ? "^" : ""}${inside}]`, end: position + 1 };
}

function rangeOrItem(pattern: string, at: number, ascii: boolean): { readonly source: string; readonly end: number } | RegexProblem {
  const item = itemAt(pattern, at, ascii);
  if (item instanceof RegexProblem || item.code === undefined) return item;
  return rangeFrom(pattern, item.end, item.code, ascii) ?? item;
}

interface Item { readonly source: string; readonly code: number | undefined; readonly end: number }

function itemAt(pattern: string, at: number, ascii: boolean): Item | RegexProblem {
  if (pattern[at] !== "\\") {
    const code = pattern.codePointAt(at) ?? 0;
    return { source: literal(code), code, end: at + (code > 0xffff ? 2 : 1) };
  }
  const kind = pattern[at + 1] ?? "";
  const source = insideOf(kind, ascii);
  if (source !== undefined) return { source: kind === kind.toLowerCase() ? source : `[^${source}]`, code: undefined, end: at + 2 };
  const escape = characterEscape(pattern, at, true);
  if (escape === undefined) return new RegexProblem("bad-regex", `The regular expression does not work: bad escape "\\${kind}"`);
  return { source: literal(escape.code), code: escape.code, end: at + escape.length };
}

/** `a-z`; a hyphen at the end, or before a class such as `\d`, is a character. */
function rangeFrom(pattern: string, at: number, from: number, ascii: boolean): { source: string; end: number } | RegexProblem | undefined {
  if (pattern[at] !== "-" || at + 1 >= pattern.length || pattern[at + 1] === "]") return undefined;
  const to = itemAt(pattern, at + 1, ascii);
  if (to instanceof RegexProblem) return to;
  if (to.code === undefined || to.code < from) return new RegexProblem("bad-regex", `The regular expression does not work: bad range in a set, "${pattern.slice(at - 1, to.end)}"`);
  return { source: `${literal(from)}-${to.source}`, end: to.end };
}
