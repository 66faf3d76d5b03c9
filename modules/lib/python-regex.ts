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

/** One piece of a pattern that must be taken whole: an escape, a class, a count, or one of the above. */
const PIECE = /^(?:\(\?P<\w+>|\(\?P=\w+\)|\(\?#[^)]*\)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\{\d*,?\d*\}|[\s\S])/;

/** Letters and digits of every script, as Python's \w has them. */
const WORD = "_\\p{L}\\p{N}";
const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

/** What a backslash and a letter mean in Python, for whom all texts are Unicode. */
const OF_ALL_SCRIPTS: Readonly<Record<string, string>> = { "\\w": `[${WORD}]`, "\\W": `[^${WORD}]`, "\\d": "\\p{Nd}", "\\D": "\\P{Nd}", "\\b": EDGE, "\\B": `(?!${EDGE})` };
const OF_ALL_SCRIPTS_IN_CLASS: Readonly<Record<string, string>> = { "\\w": WORD, "\\d": "\\p{Nd}", "\\D": "\\P{Nd}" };

/**
 * A regular expression as Python's re takes it, for JavaScript: named groups, \A and \Z, flags at the start ((?i), (?s), (?m), (?x) not), comments,
 * \w and \d of all scripts, needless backslashes. It matches one line at a time.
 */
export function pythonRegex(pattern: string): RegExp | BadPattern {
  const { letters, rest } = flagsOf(pattern);
  if (letters.includes("x")) return NO_VERBOSE;
  try {
    return new RegExp(translated(rest, letters.includes("a")), `u${[...new Set(letters.replace(/[aLu]/g, "").split(""))].join("")}`);
  } catch (error) {
    return badPattern(error);
  }
}

/** How a pattern sees a text of many lines. */
export interface TextMode {
  /** re.MULTILINE: ^ and $ also stand at the ends of lines. */
  readonly multiline?: boolean;
  /** re.DOTALL: the dot is a newline as well. */
  readonly dotAll?: boolean;
}

/** The same for a whole text: newline alone ends a line, as in Python. All matches are found (flag g), with their places (flag d). */
export function pythonTextRegex(pattern: string, mode: TextMode = {}): RegExp | BadPattern {
  const { letters, rest } = flagsOf(pattern);
  if (letters.includes("x")) return NO_VERBOSE;
  const pieces = textPieces({ multiline: mode.multiline === true || letters.includes("m"), dotAll: mode.dotAll === true || letters.includes("s") });
  try {
    return new RegExp(translated(rest, letters.includes("a"), pieces), `dgu${letters.includes("i") ? "i" : ""}`);
  } catch (error) {
    return badPattern(error);
  }
}

const NO_VERBOSE: BadPattern = { bad: "the flag x (verbose) is not supported" };

function flagsOf(pattern: string): { readonly letters: string; readonly rest: string } {
  const [, letters = "", rest = pattern] = /^\(\?([aiLmsux]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  return { letters, rest };
}

function badPattern(error: unknown): BadPattern {
  return { bad: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : String(error) };
}

function textPieces({ multiline, dotAll }: Required<TextMode>): Readonly<Record<string, string>> {
  return {
    "^": multiline ? "(?<![^\\n])" : "(?<![\\s\\S])", "$": multiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))", ".": dotAll ? "[\\s\\S]" : "[^\\n]",
    "\\A": "(?<![\\s\\S])", "\\Z": "(?![\\s\\S])",
  };
}

/** Whether a pattern cannot be used. */
export function isBadPattern(made: RegExp | BadPattern): made is BadPattern {
  return "bad" in made;
}

function translated(pattern: string, ascii: boolean, own: Readonly<Record<string, string>> = {}): string {
  let rest = pattern;
  let made = "";
  while (rest !== "") {
    const piece = PIECE.exec(rest)?.[0] ?? rest;
    made += own[piece] ?? (piece.length > 1 && piece.startsWith("[") ? translatedClass(piece, ascii) : translatedPiece(piece, ascii));
    rest = rest.slice(piece.length);
  }
  return made;
}

function translatedPiece(piece: string, ascii: boolean): string {
  const [from, to] = TRANSLATED.find(([known]) => known.test(piece)) ?? [];
  if (from !== undefined && to !== undefined) return piece.replace(from, to);
  if (/^(?:[\]{}]|\{\})$/.test(piece)) return piece.replace(/./g, "\\$&");
  if (piece.startsWith("{,")) return `{0${piece.slice(1)}`;
  return (ascii ? undefined : OF_ALL_SCRIPTS[piece]) ?? plainEscape(piece);
}

/** `[...]`: a "]" that comes first is one of the characters. */
function translatedClass(text: string, ascii: boolean): string {
  const [, open = "[", inner = ""] = /^(\[\^?)([\s\S]*)\]$/.exec(text) ?? [];
  const known = ascii ? {} : OF_ALL_SCRIPTS_IN_CLASS;
  return `${open}${inner.replace(/^\]/, "\\]").replace(/\\[\s\S]/g, (piece) => known[piece] ?? plainEscape(piece))}]`;
}

/** Python allows a backslash before any punctuation mark or space; JavaScript only where it means something. */
function plainEscape(piece: string): string {
  return /^\\[^\w^$\\.*+?()[\]{}|/-]$/u.test(piece) ? piece.slice(1) : piece === "\\-" ? "\\x2d" : piece;
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
