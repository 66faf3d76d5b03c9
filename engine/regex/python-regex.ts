import { RegexProblem } from "./regex-problem.js";
import { withinTimeLimit } from "./time-limit.js";
import { Translator, type Translation } from "./translator.js";

/** A longer pattern is a mistake, or an attack. */
const PATTERN_LIMIT = 20_000;
/** More matches would not fit into the memory as values. */
const MATCH_LIMIT = 5_000_000;

/** Flags that are given beside the expression: re.IGNORECASE, re.MULTILINE and re.DOTALL. */
export interface RegexFlags { readonly ignorecase?: boolean; readonly multiline?: boolean; readonly dotall?: boolean }

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

  /** The matches from left to right, at most so many. A search that is not through after a second is ended, which is a problem. */
  matches(text: string, most = MATCH_LIMIT): readonly Match[] | RegexProblem {
    return this.#limited([text], () => this.#search(text, most));
  }

  /** Whether there is a match anywhere. */
  test(text: string): boolean | RegexProblem {
    const found = this.matches(text, 1);
    return found instanceof RegexProblem ? found : found.length > 0;
  }

  /** The first match in each text; all of them together have the time of one search. */
  firstOfEach(texts: readonly string[]): readonly (Match | undefined)[] | RegexProblem {
    return this.#limited(texts, () => texts.map((text) => this.#search(text, 1)[0]));
  }

  /** Where a group lies in the first match, as offsets from and to; undefined when there is no match, or the group took no part in it. */
  spanOf(name: string, text: string): readonly [number, number] | undefined | RegexProblem {
    const number = this.#translation.groups[this.#translation.names.get(name) ?? Infinity];
    const placed = new RegExp(this.#regex.source, `${this.#regex.flags}d`);
    return this.#limited([text], () => number === undefined ? undefined : placed.exec(text)?.indices?.[number]);
  }

  #limited<T>(texts: readonly string[], search: () => T): T | RegexProblem {
    if (this.#translation.effort.isHarmless(texts)) return search();
    const found = withinTimeLimit(search);
    return found === undefined ? new RegexProblem("slow-regex", "The regular expression takes too long on this text: the search was ended after a second", "Avoid a repetition inside a repetition, such as (a+)+, and several .* in a row.") : found.value;
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

/** Reads a regular expression as Python's module re does; what does not exist here is a problem. */
export function pythonRegex(pattern: string, { ignorecase = false, multiline = false, dotall = false }: RegexFlags = {}): PythonRegex | RegexProblem {
  if (pattern.length > PATTERN_LIMIT) return new RegexProblem("bad-regex", `The regular expression is longer than ${PATTERN_LIMIT} characters`);
  const translation = new Translator(pattern, { i: ignorecase, m: multiline, s: dotall, x: false, a: false }).translate();
  if (translation instanceof RegexProblem) return translation;
  try {
    return new PythonRegex(new RegExp(translation.source, translation.ignoreCase ? "giv" : "gv"), translation);
  } catch (error) {
    return new RegexProblem("bad-regex", `The regular expression does not work: ${error instanceof Error ? error.message.replace(/^Invalid regular expression: .*\/\w*: /s, "") : "syntax error"}`);
  }
}
