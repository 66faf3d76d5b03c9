import { Fault } from "./fault.js";

/** A longer pattern is a mistake, or an attack. */
const PATTERN_LIMIT = 5_000;
/** A longer text could keep a badly written pattern busy for hours. */
const TEXT_LIMIT = 2_000_000;

/** What Python's flags mean here; `x` (verbose) is refused. */
export interface RegexFlags {
  readonly ignorecase?: boolean;
  readonly multiline?: boolean;
  readonly dotall?: boolean;
}

const NAMED = /\(\?P<([A-Za-z_]\w*)>/g;
const INLINE = /^\(\?([aiLmsux]+)\)/;

/** A Python regular expression as one of JavaScript (always global and by code point); what does not exist here is a fault. */
export function pythonRegex(pattern: string, flags: RegexFlags = {}): RegExp | Fault {
  if (pattern.length > PATTERN_LIMIT) return new Fault("bad-regex", `The regular expression is longer than ${PATTERN_LIMIT} characters`);
  const inline = INLINE.exec(pattern)?.[1] ?? "";
  if (inline.includes("x")) return new Fault("bad-regex", "Verbose regular expressions, (?x), are not supported", { hint: "Write the expression without spaces and comments." });
  const body = translate(inline === "" ? pattern : pattern.slice(inline.length + 3));
  const wanted = [["i", flags.ignorecase], ["m", flags.multiline], ["s", flags.dotall]] as const;
  return construct(body, `g${wanted.filter(([letter, set]) => set === true || inline.includes(letter)).map(([letter]) => letter).join("")}`);
}

/** With `u` first (code points, \p); Python allows needless escapes that `u` forbids, so without it second. */
function construct(body: string, letters: string): RegExp | Fault {
  try {
    return new RegExp(body, `${letters}u`);
  } catch {
    try {
      return new RegExp(body, letters);
    } catch (error) {
      return new Fault("bad-regex", `The regular expression does not work: ${error instanceof Error ? error.message.replace(/^Invalid regular expression: /, "") : "syntax error"}`);
    }
  }
}

/** (?P<n>..), (?P=n), \A, \Z and $ before a last newline: what Python writes differently. */
function translate(pattern: string): string {
  let inClass = false;
  return pattern.replace(NAMED, "(?<$1>").replace(/\\[^]|\[\^?\]?|\]|\(\?P=(\w+)\)|\(\?#[^)]*\)|\$/g, (part, name: string | undefined, at: number, whole: string) => {
    if (part.startsWith("[")) return openClass(part, inClass, () => { inClass = true; });
    if (part === "]") inClass = false;
    return inClass || part === "]" ? part : outsideClass(part, name, at === whole.length - 1);
  });
}

function outsideClass(part: string, name: string | undefined, isLast: boolean): string {
  if (name !== undefined) return `\\k<${name}>`;
  if (part.startsWith("(?#")) return "";
  if (part === "$" && isLast) return "(?:$|(?=\\n(?![^])))";
  return part === "\\A" ? "(?<![^])" : part === "\\Z" ? "(?![^])" : part;
}

function openClass(part: string, inClass: boolean, enter: () => void): string {
  if (inClass) return part.replace("[", "\\[");
  enter();
  return part.endsWith("]") ? part.replace(/\]$/, "\\]") : part;
}

/** A text that is too long to be searched with a user's pattern. */
export function tooLong(text: string): Fault | undefined {
  return text.length > TEXT_LIMIT ? new Fault("too-large", `The text is longer than ${TEXT_LIMIT} characters`) : undefined;
}

/** What a replacement of Python (`\1`, `\g<name>`, `\g<0>`, `\n`) gives for a match. */
export function expand(replacement: string, groups: readonly (string | undefined)[], named: Readonly<Record<string, string | undefined>> = {}): string | Fault {
  const faults: Fault[] = [];
  const text = replacement.replace(/\\(?:g<(\w+)>|(\d{1,2})|([^]))/g, (whole, name: string | undefined, digits: string | undefined, character: string | undefined) => {
    if (character !== undefined) return SHORT[character] ?? whole;
    const group = groupText(digits ?? name ?? "", groups, named);
    if (group instanceof Fault) faults.push(group);
    return group instanceof Fault ? whole : group;
  });
  return faults[0] ?? text;
}

const SHORT: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

function groupText(group: string, groups: readonly (string | undefined)[], named: Readonly<Record<string, string | undefined>>): string | Fault {
  const number = /^\d+$/.test(group) ? Number(group) : undefined;
  const exists = number === undefined ? Object.hasOwn(named, group) : number < groups.length;
  if (exists) return (number === undefined ? named[group] : groups[number]) ?? "";
  return new Fault("bad-regex", `The replacement names the group "${group}", which the regular expression does not have`);
}
