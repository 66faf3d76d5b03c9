import { RegexProblem } from "./regex-problem.js";
import { translateSet } from "./character-set.js";
import { characterEscape, inBothCases, literal, setOf } from "./characters.js";
import { Effort } from "./effort.js";
import { ANY, anchorOf, atomicOf, bad, END, START, withFlags, type Flags } from "./translator-parts.js";

/** A Python expression in JavaScript's notation with the flag `v`. */
export interface Translation {
  readonly source: string;
  readonly ignoreCase: boolean;
  /** The number in JavaScript of each group of Python's: groups of our own may stand between them. */
  readonly groups: readonly number[];
  readonly names: ReadonlyMap<string, number>;
  readonly effort: Effort;
}

interface Group { readonly flags: Flags; readonly start: number; readonly after: string; readonly python: number | undefined }

/**
 * Reads a regular expression of Python's module re (https://docs.python.org/3/library/re.html) once, from left to right.
 * Conditional groups, `(?(1)a|b)`, and `\N{...}` do not exist here and are faults.
 */
export class Translator {
  readonly #pattern: string;
  readonly #open: Group[] = [];
  readonly #groups: number[] = [0];
  readonly #closed = new Set<number>([0]);
  readonly #names = new Map<string, number>();
  readonly #effort = new Effort();
  readonly #ignoreCase: boolean;
  #flags: Flags;
  #out: string[] = [];
  /** Where in `#out` the last thing that can be repeated starts. */
  #atom: number | undefined;
  #count = 0;
  #at = 0;

  constructor(pattern: string, flags: Flags) {
    const inline = /^\(\?([aiLmsux]+)\)/.exec(pattern);
    const letters = inline?.[1] ?? "";
    this.#pattern = pattern;
    this.#at = inline?.[0].length ?? 0;
    this.#flags = withFlags(flags, letters, true);
    this.#ignoreCase = this.#flags.i;
  }

  translate(): Translation | RegexProblem {
    while (this.#at < this.#pattern.length) {
      const fault = this.#step();
      if (fault !== undefined) return fault;
    }
    if (this.#open.length > 0) return bad("a `(` is never closed", "Write `\\(` to mean the character.");
    return { source: this.#out.join(""), ignoreCase: this.#ignoreCase, groups: this.#groups, names: this.#names, effort: this.#effort };
  }

  #step(): RegexProblem | undefined {
    const character = this.#pattern[this.#at] ?? "";
    if (this.#flags.x && /[\s#]/.test(character)) {
      this.#skipLayout(character);
      return undefined;
    }
    switch (character) {
      case "\\": return this.#escape();
      case "[": return this.#set();
      case "(": return this.#openGroup();
      case ")": return this.#closeGroup();
      default: return this.#symbol(character) ? undefined : this.#quantifierOrCharacter();
    }
  }

  /** Whether it is a symbol that stands alone; then it is taken. */
  #symbol(character: string): boolean {
    const symbols: Readonly<Record<string, string>> = {
      "|": "|", ".": this.#flags.s ? ANY : "[^\\n]",
      "^": this.#flags.m ? `(?:${START}|(?<=\\n))` : START, $: this.#flags.m ? `(?=\\n|${END})` : `(?=\\n?${END})`,
    };
    const source = Object.hasOwn(symbols, character) ? symbols[character] : undefined;
    if (source === undefined) return false;
    if (character === "|") this.#effort.alternative();
    if (character === ".") this.#emit(source, 1);
    else this.#anchor(source);
    return true;
  }

  #quantifierOrCharacter(): RegexProblem | undefined {
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d*\})/.exec(this.#pattern.slice(this.#at, this.#at + 30))?.[0];
    if (quantifier !== undefined) return this.#quantify(quantifier);
    this.#character(this.#pattern.codePointAt(this.#at) ?? 0);
    return undefined;
  }

  #skipLayout(character: string): void {
    const newline = this.#pattern.indexOf("\n", this.#at);
    this.#at = character === "#" ? (newline === -1 ? this.#pattern.length : newline + 1) : this.#at + 1;
  }

  #character(code: number, length = code > 0xffff ? 2 : 1): void {
    this.#emit(this.#flags.i && !this.#ignoreCase ? inBothCases(code) : literal(code), length);
  }

  /** Something that can be repeated. */
  #emit(source: string, length: number): void {
    this.#atom = this.#out.length;
    this.#effort.atom();
    this.#out.push(source);
    this.#at += length;
  }

  /** Something that has no width. */
  #anchor(source: string, length = 1): void {
    this.#atom = undefined;
    this.#out.push(source);
    this.#at += length;
  }

  #set(): RegexProblem | undefined {
    if (this.#flags.i && !this.#ignoreCase) return bad("a set inside `(?i:...)` is not supported", "Put `(?i)` at the start of the whole expression.");
    const set = translateSet(this.#pattern, this.#at, this.#flags.a);
    if (set instanceof RegexProblem) return set;
    this.#emit(set.source, set.end - this.#at);
    return undefined;
  }

  #escape(): RegexProblem | undefined {
    const kind = this.#pattern[this.#at + 1] ?? "";
    const known = setOf(kind, this.#flags.a);
    const anchor = anchorOf(kind, this.#flags.a);
    const character = characterEscape(this.#pattern, this.#at, false);
    if (known !== undefined) this.#emit(known, 2);
    else if (anchor !== undefined) this.#anchor(anchor, 2);
    else if (character !== undefined) this.#character(character.code, character.length);
    else return this.#numbered(kind);
    return undefined;
  }

  #numbered(kind: string): RegexProblem | undefined {
    const number = /^[1-9]\d?/.exec(this.#pattern.slice(this.#at + 1, this.#at + 3))?.[0];
    return number === undefined ? bad(kind === "" ? "it ends with a backslash" : `bad escape "\\${kind}"`) : this.#reference(Number(number), 1 + number.length);
  }

  #reference(number: number, length: number): RegexProblem | undefined {
    if (!this.#closed.has(number) || number === 0) return bad(`there is no group ${number} before its use`);
    this.#emit(`(?:\\${this.#groups[number] ?? 0})`, length);
    return undefined;
  }

  #openGroup(): RegexProblem | undefined {
    const rest = this.#pattern.slice(this.#at);
    if (!rest.startsWith("(?")) return this.#enter("(", { length: 1, captures: true });
    const comment = /^\(\?#[^)]*\)/.exec(rest);
    if (comment !== null) { this.#at += comment[0].length; return undefined; }
    const named = /^\(\?P<([A-Za-z_]\w*)>/.exec(rest);
    if (named !== null) return this.#openNamed(named[1] ?? "", named[0].length);
    const reference = /^\(\?P=(\w+)\)/.exec(rest);
    if (reference !== null) return this.#reference(this.#names.get(reference[1] ?? "") ?? Infinity, reference[0].length);
    return this.#openSpecial(rest);
  }

  #openNamed(name: string, length: number): RegexProblem | undefined {
    if (this.#names.has(name)) return bad(`the group "${name}" is defined twice`);
    this.#names.set(name, this.#groups.length);
    return this.#enter("(", { length, captures: true });
  }

  #openSpecial(rest: string): RegexProblem | undefined {
    const look = /^\(\?(?::|=|!|<=|<!)/.exec(rest)?.[0];
    if (look !== undefined) return this.#enter(look, { length: look.length });
    if (rest.startsWith("(?>")) return this.#enterAtomic();
    const flags = /^\(\?([aimsux]*)(?:-([imsx]+))?:/.exec(rest);
    if (flags === null) return bad(rest.startsWith("(?(") ? "conditional groups, `(?(1)...)`, are not supported" : "the group after `(?` is of no known kind");
    const added = withFlags(this.#flags, flags[1] ?? "", true);
    return this.#enter("(?:", { length: flags[0].length, flags: withFlags(added, flags[2] ?? "", false) });
  }

  #enter(source: string, { length, captures = false, after = ")", flags = this.#flags }: { length: number; captures?: boolean; after?: string; flags?: Flags }): RegexProblem | undefined {
    if (flags.i !== this.#flags.i && this.#ignoreCase) return bad("`(?-i:...)` is not supported");
    const python = captures ? this.#groups.length : undefined;
    if (captures) this.#groups.push(this.#count += 1);
    this.#open.push({ flags: this.#flags, start: this.#out.length, after, python });
    this.#effort.open();
    this.#flags = flags;
    this.#anchor(source, length);
    return this.#open.length > 100 ? bad("its groups are nested too deep") : undefined;
  }

  /** `(?>x)`: JavaScript has no atomic groups, but a look-ahead is one. */
  #enterAtomic(): RegexProblem | undefined {
    const own = this.#count += 1;
    return this.#enter("(?:(?=(", { length: 3, after: `))\\${own})` });
  }

  #closeGroup(): RegexProblem | undefined {
    const group = this.#open.pop();
    if (group === undefined) return bad("a `)` too many", "Write `\\)` to mean the character.");
    if (group.python !== undefined) this.#closed.add(group.python);
    this.#flags = group.flags;
    this.#effort.close();
    this.#out.push(group.after);
    this.#at += 1;
    // As a group of its own, since JavaScript cannot repeat a look-ahead.
    if (/^\(\?[=!<]/.test(this.#out[group.start] ?? "")) {
      this.#out[group.start] = `(?:${this.#out[group.start] ?? ""}`;
      this.#out.push(")");
    }
    this.#atom = group.start;
    return undefined;
  }

  #quantify(quantifier: string): RegexProblem | undefined {
    if (this.#atom === undefined) return bad(`there is nothing to repeat before "${quantifier}"`, `Write \`\\${quantifier.charAt(0)}\` to mean the character.`);
    const from = this.#atom;
    this.#at += quantifier.length;
    const suffix = this.#pattern[this.#at];
    if (suffix === "?" || suffix === "+") this.#at += 1;
    const written = quantifier.replace(/^\{,(\d+)\}$/, "{0,$1}").replace(/^\{,\}$/, "*");
    const fault = this.#effort.repeat(written);
    if (fault !== undefined) return bad(fault);
    if (suffix === "+") this.#makeAtomic(from, written);
    else this.#out.push(suffix === "?" ? `${written}?` : written);
    this.#atom = undefined;
    return undefined;
  }

  /** `x++`. */
  #makeAtomic(from: number, quantifier: string): void {
    const atomic = atomicOf(this.#out.splice(from).join(""), quantifier, this.#count);
    this.#count += 1;
    for (const [python, js] of this.#groups.entries()) if (js >= atomic.own) this.#groups[python] = js + 1;
    this.#out.push(atomic.source);
  }
}
