import type { MapEntry, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { unescape } from "#engine/language/string-escapes.js";

/**
 * The value of a variable in an INI inventory. As in Ansible it is a Python literal (ast.literal_eval) where it can be read as one:
 * numbers, quoted strings, True, False, None, lists, dictionaries, and `1, 2`, which is a tuple; and plain text otherwise: `yes` and
 * `0644` stay text. Sets and complex numbers stay text, too: no YAML could say them.
 */
export function readLiteral(text: string, place: Place): Node {
  const reader = new LiteralReader(text, place);
  return reader.whole() ?? scalar(text, place);
}

type Scalar = null | boolean | number | string;

function scalar(value: Scalar, place: Place): Node {
  return { kind: "scalar", value, source: String(value), place, style: typeof value === "string" ? "single" : "plain" };
}

const D = "[0-9](?:_?[0-9])*";
const INTEGER = "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?[0-9])*";
/** Python's lexical analysis, "Numeric literals"; with at most one sign. */
const NUMBER = new RegExp(`([-+]?)\\s*((?:(?:${D})?\\.${D}|${D}\\.?)(?:[eE][-+]?${D})|(?:${D})?\\.${D}|${D}\\.|${INTEGER})(?![\\w.])`, "y");
const CONSTANT = /(?:True|False|None)(?![\w.])/y;
const STRING = /([rRbBuU]|[bB][rR]|[rR][bB])?(?:'''((?:[^\\]|\\.)*?)'''|"""((?:[^\\]|\\.)*?)"""|'(?!'')((?:[^'\\\n]|\\.)*)'|"(?!"")((?:[^"\\\n]|\\.)*)")/y;
/** Escapes that are an error, or name a character in words. */
const BAD_ESCAPE = /(?<!\\)(?:\\\\)*\\(?:x(?![\da-fA-F]{2})|u(?![\da-fA-F]{4})|U(?![\da-fA-F]{8})|N)/;
const DEEPEST = 50;

class LiteralReader {
  readonly #text: string;
  readonly #place: Place;
  #at = 0;
  #depth = 0;

  constructor(text: string, place: Place) {
    this.#text = text;
    this.#place = place;
  }

  /** The literal that the whole text is (a comment may follow it); undefined when it is none. */
  whole(): Node | undefined {
    const first = this.#value();
    const node = first !== undefined && this.#take(",") ? this.#rest([first]) : first;
    this.#space();
    return this.#ended() ? node : undefined;
  }

  /** A tuple without parentheses. */
  #rest(items: readonly Node[]): Node | undefined {
    this.#space();
    const next = this.#ended() ? undefined : this.#value();
    if (next === undefined) return { kind: "list", items, place: this.#place };
    const more = [...items, next];
    return this.#take(",") ? this.#rest(more) : { kind: "list", items: more, place: this.#place };
  }

  #ended(): boolean {
    return this.#at === this.#text.length || this.#text.charAt(this.#at) === "#";
  }

  #value(): Node | undefined {
    this.#space();
    this.#depth += 1;
    const node = this.#depth > DEEPEST ? undefined : this.#list() ?? this.#tuple() ?? this.#dictionary() ?? this.#scalar();
    this.#depth -= 1;
    return node;
  }

  #scalar(): Node | undefined {
    const string = this.#strings();
    if (string !== undefined) return scalar(string, this.#place);
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberNode(number, this.#place);
    const word = this.#match(CONSTANT)?.[0];
    return word === undefined ? undefined : scalar(word === "None" ? null : word === "True", this.#place);
  }

  /** Strings beside each other are one. */
  #strings(): string | undefined {
    const start = this.#at;
    const all: string[] = [];
    for (let match = this.#match(STRING); match !== undefined; match = this.#match(STRING)) {
      const text = stringIn(match);
      if (text === undefined) {
        this.#at = start;
        return undefined;
      }
      all.push(text);
      this.#space();
    }
    return all.length === 0 ? undefined : all.join("");
  }

  #list(): Node | undefined {
    const items = this.#items("[", "]", () => this.#value());
    return items === undefined ? undefined : { kind: "list", items: items.found, place: this.#place };
  }

  /** `(1, 2)` and `(1,)`; `(1)` is 1. */
  #tuple(): Node | undefined {
    const items = this.#items("(", ")", () => this.#value());
    if (items === undefined) return undefined;
    const [only] = items.found;
    return only !== undefined && items.found.length === 1 && !items.comma ? only : { kind: "list", items: items.found, place: this.#place };
  }

  #dictionary(): Node | undefined {
    const entries = this.#items("{", "}", () => this.#entry());
    return entries === undefined ? undefined : { kind: "map", entries: [...new Map(entries.found.map((entry) => [entry.key, entry])).values()], place: this.#place };
  }

  #entry(): MapEntry | undefined {
    const key = this.#value();
    if (key?.kind !== "scalar" || !this.#take(":")) return undefined;
    const value = this.#value();
    return value === undefined ? undefined : { key: String(key.value), keyPlace: this.#place, value };
  }

  /** Items between brackets with commas, and whether one stands behind the last; undefined, and nothing taken, where the text is not that. */
  #items<T>(open: string, close: string, item: () => T | undefined): { readonly found: readonly T[]; readonly comma: boolean } | undefined {
    const start = this.#at;
    if (!this.#take(open)) return undefined;
    const found: T[] = [];
    for (;;) {
      if (this.#take(close)) return { found, comma: found.length > 0 };
      const next = item();
      if (next === undefined) break;
      found.push(next);
      if (this.#take(close)) return { found, comma: false };
      if (!this.#take(",")) break;
    }
    this.#at = start;
    return undefined;
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found !== undefined) this.#at += found[0].length;
    return found;
  }

  #space(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}

/** What a string literal stands for; undefined when an escape in it is an error. */
function stringIn([, prefix = "", ...insides]: RegExpExecArray): string | undefined {
  const inside = insides.join("");
  if (/r/i.test(prefix)) return inside;
  return BAD_ESCAPE.test(inside) ? undefined : unescape(inside, false);
}

function numberNode([, sign = "", digits = ""]: RegExpExecArray, place: Place): Node {
  const source = `${sign}${digits}`;
  const size = Number(digits.replaceAll("_", ""));
  const value = sign === "-" && size !== 0 ? -size : size;
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^[0-9_xXoObBa-fA-F]+$/.test(digits) && !/^[0-9_.]+e/i.test(digits) ? scalar(source, place) : { kind: "scalar", value, source, place, style: "plain" };
}
