import { Fault } from "../fault.js";
import { withinTimeLimit } from "./time-limit.js";
import { Translator, type Translation } from "./translator.js";

/** A longer pattern is a mistake, or an attack. */
const PATTERN_LIMIT = 20_000;
/** More matches would not fit into the memory as values. */
const MATCH_LIMIT = 5_000_000;

/** Flags that are given beside the expression. */
export interface RegexFlags { readonly ignorecase?: boolean; readonly multiline?: boolean }

/** A place where an expression matched. */
export interface Match {
  readonly index: number;
  /** The whole match, then the groups; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
  /** The number of each group with a name. */
  readonly names: ReadonlyMap<string, number>;
}

/** A regular expression of Python. */
export class PythonRegex {
  /** How many groups it has. */
  readonly groupCount: number;
  readonly #regex: RegExp;
  readonly #translation: Translation;

  constructor(regex: RegExp, translation: Translation) {
    this.#regex = regex;
    this.#translation = translation;
    this.groupCount = translation.groups.length - 1;
  }

  /** The matches from left to right, at most so many. A search that is not through after a second is ended, which is a fault. */
  matches(text: string, most = MATCH_LIMIT): readonly Match[] | Fault {
    const search = () => this.#search(text, most);
    if (this.#translation.effort.isHarmless(text.length)) return search();
    const found = withinTimeLimit(search);
    return found?.value ?? new Fault("slow-regex", "The regular expression takes too long on this text: the search was ended after a second", { hint: "Avoid a repetition inside a repetition, such as (a+)+, and several .* in a row." });
  }

  /** Whether there is a match anywhere. */
  test(text: string): boolean | Fault {
    const found = this.matches(text, 1);
    return found instanceof Fault ? found : found.length > 0;
  }

  #search(text: string, most: number): readonly Match[] {
    const { groups, names } = this.#translation;
    const found: Match[] = [];
    if (most < 1) return found;
    for (const match of text.matchAll(this.#regex)) {
      found.push({ index: match.index, groups: groups.map((number) => match[number]), names });
      if (found.length >= most) break;
    }
    return found;
  }
}

/** Reads a regular expression as Python's module re does; what does not exist here is a fault. */
export function pythonRegex(pattern: string, flags: RegexFlags = {}): PythonRegex | Fault {
  if (pattern.length > PATTERN_LIMIT) return new Fault("bad-regex", `The regular expression is longer than ${PATTERN_LIMIT} characters`);
  const translation = new Translator(pattern, { i: flags.ignorecase === true, m: flags.multiline === true, s: false, x: false, a: false }).translate();
  if (translation instanceof Fault) return translation;
  try {
    return new PythonRegex(new RegExp(translation.source, translation.ignoreCase ? "giv" : "gv"), translation);
  } catch (error) {
    return new Fault("bad-regex", `The regular expression does not work: ${error instanceof Error ? error.message.replace(/^Invalid regular expression: .*\/\w*: /s, "") : "syntax error"}`);
  }
}
