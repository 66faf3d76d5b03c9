/** Python's character classes in JavaScript's notation with the flag `v`, as what stands between brackets. */
export const CLASSES: Readonly<Record<string, { readonly unicode: string; readonly ascii: string }>> = {
  d: { unicode: "\\p{Nd}", ascii: "0-9" },
  w: { unicode: "\\p{L}\\p{N}_", ascii: "a-zA-Z0-9_" },
  // Python counts the separators U+001C to U+001F and U+0085 as white space, and U+FEFF not.
  s: { unicode: "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000", ascii: "\\t-\\r\\x20" },
};

const NAMED: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };

/** An escape that stands for one character, and how long it is (the backslash included); undefined when it is another kind of escape. */
export function characterEscape(pattern: string, at: number, inClass: boolean): { readonly code: number; readonly length: number } | undefined {
  const rest = pattern.slice(at, at + 10);
  const coded = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(rest);
  if (coded !== null) return codeUnlessTooLarge(Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? "", 16), coded[0].length);
  const octal = (inClass ? /^\\([0-7]{1,3})/ : /^\\(0[0-7]{0,2}|[1-3][0-7]{2})/).exec(rest);
  if (octal !== null) return { code: Number.parseInt(octal[1] ?? "", 8), length: octal[0].length };
  const character = String.fromCodePoint(pattern.codePointAt(at + 1) ?? 0);
  const named = Object.hasOwn(NAMED, character) ? NAMED[character] : inClass && character === "b" ? 8 : undefined;
  if (named !== undefined) return { code: named, length: 2 };
  return /^[A-Za-z0-9]$/.test(character) || at + 1 >= pattern.length ? undefined : { code: character.codePointAt(0) ?? 0, length: 1 + character.length };
}

function codeUnlessTooLarge(code: number, length: number): { code: number; length: number } | undefined {
  return code > 0x10ffff ? undefined : { code, length };
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
