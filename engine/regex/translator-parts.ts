import { RegexProblem } from "./regex-problem.js";
import { WORD } from "./characters.js";

/** What Python's flags mean for the part of an expression that they hold for. */
export interface Flags { readonly i: boolean; readonly m: boolean; readonly s: boolean; readonly x: boolean; readonly a: boolean }

/** Any character at all. Not `[^]`: with the flag `v`, V8 of Node 20 never finds it repeated. */
export const ANY = "\\p{Any}";

/** The start of the text, and its end. */
export const START = `(?<!${ANY})`;
export const END = `(?!${ANY})`;

/** What `\\A`, `\\Z`, `\\b` and `\\B` are; undefined for other letters. */
export function anchorOf(kind: string, ascii: boolean): string | undefined {
  const word = ascii ? WORD.ascii : WORD.unicode;
  switch (kind) {
    case "A": return START;
    case "Z": return END;
    case "b": return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    case "B": return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
    default: return undefined;
  }
}

/** The flags with these letters set or cleared. */
export function withFlags(flags: Flags, letters: string, value: boolean): Flags {
  return { ...flags, ...Object.fromEntries(Array.from(letters).filter((letter) => "imsxa".includes(letter)).map((letter) => [letter, value])) };
}

/** A mistake in an expression. */
export function bad(what: string, hint?: string): RegexProblem {
  return new RegexProblem("bad-regex", `The regular expression does not work: ${what}`, hint);
}

/**
 * Something repeated without ever going back into it (`x++`): JavaScript has no such thing, but a look-ahead is one. The group it needs opens before
 * those inside of it, whose numbers move up by one; `count` is how many groups there are so far.
 */
export function atomicOf(inside: string, quantifier: string, count: number): { readonly source: string; readonly own: number } {
  const captured = (inside.match(/\((?!\?)/g) ?? []).length;
  const own = count - captured + 1;
  const moved = inside.replace(/\\(\d+)/g, (_, number: string) => `\\${Number(number) >= own ? Number(number) + 1 : number}`);
  return { source: `(?:(?=(${moved}${quantifier}))\\${own})`, own };
}
