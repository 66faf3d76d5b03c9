/** How a text may be written in YAML. */
export interface ScalarStyles {
  /** Without quotes, in a block and between brackets. */
  readonly plainInBlock: boolean;
  readonly plainInFlow: boolean;
  readonly singleQuoted: boolean;
}

const BREAK = /[\n\r\u0085\u2028\u2029]/;
/** What libyaml does not write as it is; characters beyond the basic plane among them. */
const SPECIAL = /[^\n\r\u0085\u2028\u2029\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** What YAML 1.1 would not read as a string (https://yaml.org/type/: bool, int, float, null, merge, value, timestamp). */
const NOT_A_STRING = new RegExp(["", "~|null|Null|NULL", "[yY]es|YES|[nN]o|NO|[tT]rue|TRUE|[fF]alse|FALSE|[oO]n|ON|[oO]ff|OFF", "<<|=",
  "[-+]?0b[01_]+|[-+]?0[0-7_]*|[-+]?[1-9][\\d_]*|[-+]?0x[\\da-fA-F_]+|[-+]?[1-9][\\d_]*(:[0-5]?\\d)+",
  "[-+]?\\d[\\d_]*\\.[\\d_]*([eE][-+]\\d+)?|\\.\\d[\\d_]*([eE][-+]\\d+)?|[-+]?\\d[\\d_]*(:[0-5]?\\d)+\\.[\\d_]*|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)",
  "\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?([Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(\\.\\d*)?([ \\t]*(Z|[-+]\\d\\d?(:\\d\\d)?))?"].map((each) => `^(?:${each})$`).join("|"));
const INDICATOR_AT_START = /^(?:[#,[\]{}&*!|>'"%@`]|-(?=[\s]|$)|---|\.\.\.)/;

/** Spaces at the ends, line breaks, and what has a meaning of its own. */
const PLAIN_NEVER = [/^ | $/, BREAK, INDICATOR_AT_START, /[ \t]#/];

/** Whether a text would be read back as a string without quotes. */
export function readsAsString(text: string): boolean {
  return !NOT_A_STRING.test(text);
}

/** The styles in which a text comes out the same when it is read again. */
export function stylesOf(text: string): ScalarStyles {
  const quotable = !SPECIAL.test(text) && !/ [\n\r\u0085\u2028\u2029]|[\n\r\u0085\u2028\u2029] /.test(text);
  const plain = quotable && !PLAIN_NEVER.some((pattern) => pattern.test(text));
  return {
    plainInBlock: plain && !/^[?:](?=\s|$)|.:(?=\s|$)/s.test(text),
    plainInFlow: plain && text !== "" && !/^[?:]|.[,?[\]{}:]/s.test(text),
    singleQuoted: quotable,
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "0", "\x07": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\", "\u0085": "N", "\u2028": "L", "\u2029": "P",
};

/** A character inside of double quotes. */
export function escapeCharacter(character: string): string {
  if (Object.hasOwn(ESCAPES, character)) return `\\${ESCAPES[character] ?? ""}`;
  if (!SPECIAL.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff ? `\\x${hex.padStart(2, "0")}` : code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
