import { Fault } from "../fault.js";
import type { Match } from "./python-regex.js";

const SHORT: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07", b: "\b", "\\": "\\" };
const PART = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|([^]))|\\$/g;

/** What a replacement of Python (`\1`, `\g<name>`, `\g<0>`, `\n`) gives for a match. A group that took no part in it is empty. */
export function expand(replacement: string, match: Match): string | Fault {
  const faults: Fault[] = [];
  const text = replacement.replace(PART, (whole, ...[name, octal, digits, character]: (string | undefined)[]) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const part = name === undefined && digits === undefined ? characterOf(whole, character) : groupOf(digits ?? name ?? "", match) ?? "";
    if (part instanceof Fault) faults.push(part);
    return part instanceof Fault ? whole : part;
  });
  return faults[0] ?? text;
}

function characterOf(whole: string, character: string | undefined): string | Fault {
  if (character === undefined) return new Fault("bad-regex", "The replacement ends with a backslash", { hint: "Write it twice to mean the character." });
  if (Object.hasOwn(SHORT, character)) return SHORT[character] ?? whole;
  return /[A-Za-z]/.test(character) ? new Fault("bad-regex", `The replacement has a bad escape "${whole}"`, { hint: "Write the backslash twice to mean the character." }) : whole;
}

/** The text of the group of this number or name; null when it took no part in the match. */
export function groupOf(group: string, { groups, names }: Match): string | null | Fault {
  const number = /^\d+$/.test(group) ? Number(group) : names.get(group);
  if (number !== undefined && number < groups.length) return groups[number] ?? null;
  return new Fault("bad-regex", `The regular expression has no group "${group}"`);
}
