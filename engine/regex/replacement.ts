import { RegexProblem } from "./regex-problem.js";
import type { Match } from "./python-regex.js";

const SHORT: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07", b: "\b", "\\": "\\" };
/** A longer text would not fit into the memory several times. */
const TEXT_LIMIT = 100_000_000;
const PART = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|([^]))|\\$/g;

/** What a replacement of Python (`\1`, `\g<name>`, `\g<0>`, `\n`) gives for a match. A group that took no part in it is empty. */
export function expand(replacement: string, match: Match): string | RegexProblem {
  const problems: RegexProblem[] = [];
  const text = replacement.replace(PART, (whole, ...[name, octal, digits, character]: (string | undefined)[]) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const part = name === undefined && digits === undefined ? characterOf(whole, character) : groupOf(digits ?? name ?? "", match) ?? "";
    if (part instanceof RegexProblem) problems.push(part);
    return part instanceof RegexProblem ? whole : part;
  });
  return problems[0] ?? text;
}

function characterOf(whole: string, character: string | undefined): string | RegexProblem {
  if (character === undefined) return new RegexProblem("bad-regex", "The replacement ends with a backslash", "Write it twice to mean the character.");
  if (Object.hasOwn(SHORT, character)) return SHORT[character] ?? whole;
  return /[A-Za-z]/.test(character) ? new RegexProblem("bad-regex", `The replacement has a bad escape "${whole}"`, "Write the backslash twice to mean the character.") : whole;
}

/** The text of the group of this number or name; null when it took no part in the match. */
export function groupOf(group: string, { groups, names }: Match): string | null | RegexProblem {
  const number = /^\d+$/.test(group) ? Number(group) : names.get(group);
  if (number !== undefined && number < groups.length) return groups[number] ?? null;
  return new RegexProblem("bad-regex", `The regular expression has no group "${group}"`);
}

/** The text with what the replacement gives in the place of each match. */
export function replaceMatches(text: string, matches: readonly Match[], replacement: string): string | RegexProblem {
  const parts: string[] = [];
  let at = 0;
  for (const match of matches) {
    const made = expand(replacement, match);
    if (made instanceof RegexProblem) return made;
    parts.push(text.slice(at, match.index), made);
    at = match.index + (match.groups[0]?.length ?? 0);
  }
  parts.push(text.slice(at));
  return parts.reduce((sum, part) => sum + part.length, 0) > TEXT_LIMIT ? new RegexProblem("too-large", `The text would have more than ${TEXT_LIMIT} characters`) : parts.join("");
}
