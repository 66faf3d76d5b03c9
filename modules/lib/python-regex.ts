/** A pattern that cannot be used, and why. */
export interface BadPattern {
  readonly bad: string;
}

/** What JavaScript writes otherwise, or does not have. */
const TRANSLATED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?P<(\w+)>/, "(?<$1>"],
  [/^\(\?P=(\w+)\)/, "\\k<$1>"],
  [/^\\A/, "^"],
  [/^\\Z/, "$"],
  [/^\(\?#[^)]*\)/, ""],
];

/** One piece of a pattern that must be taken whole: an escape, a class, or one of the above. */
const PIECE = /^(?:\(\?P<\w+>|\(\?P=\w+\)|\(\?#[^)]*\)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|[\s\S])/;

/**
 * A regular expression as Python's re takes it, for JavaScript: named groups, \A and \Z, flags at the start ((?i), (?s), (?m), (?x) not), comments.
 * It matches one line at a time.
 */
export function pythonRegex(pattern: string): RegExp | BadPattern {
  const [, letters = "", rest = pattern] = /^\(\?([aiLmsux]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  if (letters.includes("x")) return { bad: "the flag x (verbose) is not supported" };
  try {
    return new RegExp(translated(rest), [...new Set(letters.replace(/[aLu]/g, "").split(""))].join(""));
  } catch (error) {
    return { bad: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : String(error) };
  }
}

/** Whether a pattern cannot be used. */
export function isBadPattern(made: RegExp | BadPattern): made is BadPattern {
  return "bad" in made;
}

function translated(pattern: string): string {
  let rest = pattern;
  let made = "";
  while (rest !== "") {
    const piece = PIECE.exec(rest)?.[0] ?? rest;
    const [from, to] = TRANSLATED.find(([known]) => known.test(piece)) ?? [];
    made += from === undefined || to === undefined ? piece : piece.replace(from, to);
    rest = rest.slice(piece.length);
  }
  return made;
}

/** The text that a match gives a line with \1, \g<1> and \g<name> in it; \\ is a backslash, \n and \t are what they are in Python. */
export function expandMatch(template: string, match: RegExpExecArray): string {
  return template.replace(/\\(?:g<(\w+)>|(\d{1,2})|(.))/g, (whole, name: string | undefined, digits: string | undefined, char: string | undefined) => {
    const group = name ?? digits;
    if (group !== undefined) return (/^\d+$/.test(group) ? match[Number(group)] : match.groups?.[group]) ?? "";
    return char === undefined ? whole : ESCAPES[char] ?? whole;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\", "n": "\n", "t": "\t", "r": "\r" };
