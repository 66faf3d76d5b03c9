import type { MapEntry, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";

/**
 * The value of a variable in an INI inventory. As in Ansible it is a Python literal where it can be read as one (numbers, quoted
 * strings, True, False, None, lists, dictionaries), and plain text otherwise: `yes` and `0644` stay text.
 */
export function readLiteral(text: string, place: Place): Node {
  const reader = new LiteralReader(text, place);
  return reader.whole() ?? scalar(text, place);
}

type Scalar = null | boolean | number | string;

function scalar(value: Scalar, place: Place): Node {
  return { kind: "scalar", value, source: String(value), place, style: typeof value === "string" ? "single" : "plain" };
}

const CONSTANTS: Readonly<Record<string, null | boolean>> = { True: true, False: false, None: null };
const NUMBER = /[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|(?:(?:0|[1-9][0-9_]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?![\w.])/y;
const WORD = /[A-Za-z]+(?![\w.])/y;
const STRING = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"/y;
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
    const node = this.#value();
    this.#space();
    const done = this.#at === this.#text.length || this.#text.charAt(this.#at) === "#";
    return done ? node : undefined;
  }

  #value(): Node | undefined {
    this.#space();
    this.#depth += 1;
    const node = this.#depth > DEEPEST ? undefined : this.#list("[", "]") ?? this.#list("(", ")") ?? this.#dictionary() ?? this.#scalar();
    this.#depth -= 1;
    return node;
  }

  #scalar(): Node | undefined {
    const string = this.#match(STRING);
    if (string !== undefined) return scalar(unescape(string.slice(1, -1)), this.#place);
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberNode(number, this.#place);
    const word = this.#match(WORD);
    return word !== undefined && Object.hasOwn(CONSTANTS, word) ? scalar(CONSTANTS[word] ?? null, this.#place) : undefined;
  }

  #list(open: string, close: string): Node | undefined {
    const items = this.#items(open, close, () => this.#value());
    return items === undefined ? undefined : { kind: "list", items, place: this.#place };
  }

  #dictionary(): Node | undefined {
    const entries = this.#items("{", "}", () => this.#entry());
    return entries === undefined ? undefined : { kind: "map", entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()], place: this.#place };
  }

  #entry(): MapEntry | undefined {
    const key = this.#value();
    if (key?.kind !== "scalar" || !this.#take(":")) return undefined;
    const value = this.#value();
    return value === undefined ? undefined : { key: String(key.value), keyPlace: this.#place, value };
  }

  /** Items between brackets with commas; undefined, and nothing taken, where the text is not that. */
  #items<T>(open: string, close: string, item: () => T | undefined): readonly T[] | undefined {
    const start = this.#at;
    if (!this.#take(open)) return undefined;
    const items: T[] = [];
    while (!this.#take(close)) {
      const next = items.length === 0 || this.#take(",") ? item() : undefined;
      if (next === undefined) {
        if (items.length > 0 && this.#take(close)) return items;
        this.#at = start;
        return undefined;
      }
      items.push(next);
    }
    return items;
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #space(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}

function numberNode(source: string, place: Place): Node {
  const value = Number(source.replaceAll("_", "").replace(/^\+/, "").replace(/^-(0[xob].*)$/, "$1")) * (/^-0[xob]/.test(source) ? -1 : 1);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? scalar(source, place) : { kind: "scalar", value, source, place, style: "plain" };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole);
}
