/** Python's character classes in JavaScript's notation with the flag `v`, as what stands between brackets. */
const CLASSES: Readonly<Record<string, { readonly unicode: string; readonly ascii: string }>> = {
  d: { unicode: "\\p{Nd}", ascii: "0-9" },
  w: { unicode: "\\p{L}\\p{N}_", ascii: "a-zA-Z0-9_" },
  // Python counts the separators U+001C to U+001F and U+0085 as white space, and U+FEFF not.
  s: { unicode: "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000", ascii: "\\t-\\r\\x20" },
};

/** What `\\d`, `\\W` and their like match, as a set of its own; undefined for other letters. */
export function setOf(kind: string, ascii: boolean): string | undefined {
  const inside = insideOf(kind, ascii);
  return inside === undefined ? undefined : `[${kind === kind.toLowerCase() ? "" : "^"}${inside}]`;
}

/** The same to stand in a set with others. */
export function insideOf(kind: string, ascii: boolean): string | undefined {
  const known = Object.hasOwn(CLASSES, kind.toLowerCase()) ? CLASSES[kind.toLowerCase()] : undefined;
  return ascii ? known?.ascii : known?.unicode;
}

/** A character of a word. */
export const WORD = { unicode: "[\\p{L}\\p{N}_]", ascii: "[a-zA-Z0-9_]" } as const;

const NAMED: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };

/** An escape that stands for one character, and how long it is (the backslash included). */
export interface CharacterEscape { readonly code: number; readonly length: number }

/** Reads such an escape; undefined when it is another kind of escape. */
export function characterEscape(pattern: string, at: number, inClass: boolean): CharacterEscape | undefined {
  return coded(pattern.slice(at, at + 10), inClass) ?? named(pattern, at, inClass);
}

/** By its number: `\\x41`, `\\u0041`, `\\101`. */
function coded(rest: string, inClass: boolean): CharacterEscape | undefined {
  const hex = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4}))/.exec(rest);
  if (hex !== null) return { code: Number.parseInt(hex.slice(1).join(""), 16), length: hex[0].length };
  const octal = (inClass ? /^\\([0-7]{1,3})/ : /^\\(0[0-7]{0,2}|[1-3][0-7]{2})/).exec(rest);
  return octal === null ? undefined : { code: Number.parseInt(octal[1] ?? "", 8), length: octal[0].length };
}

/** By a letter, `\\n`, or the character itself, `\\.`. */
function named(pattern: string, at: number, inClass: boolean): CharacterEscape | undefined {
  const code = pattern.codePointAt(at + 1);
  if (code === undefined) return undefined;
  const character = String.fromCodePoint(code);
  const known = inClass && character === "b" ? 8 : Object.hasOwn(NAMED, character) ? NAMED[character] : undefined;
  if (known !== undefined) return { code: known, length: 2 };
  return /^[A-Za-z0-9]$/.test(character) ? undefined : { code, length: 1 + character.length };
}

/** A character that stands for itself, whatever it is. */
export function literal(code: number): string {
  const character = String.fromCodePoint(code);
  return /^[\p{L}\p{N} _]$/u.test(character) ? character : `\\u{${code.toString(16)}}`;
}

/** The character in both cases, for a group of its own with the flag i. */
export function inBothCases(code: number): string {
  const character = String.fromCodePoint(code);
  const cases = [character.toLowerCase(), character.toUpperCase()].filter((each) => Array.from(each).length === 1);
  return `[${[...new Set([character, ...cases])].map((each) => literal(each.codePointAt(0) ?? 0)).join("")}]`;
}
