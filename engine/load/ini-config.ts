import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { SourceText } from "./source-text.js";

/** One `key = value` of an INI file. */
export interface IniEntry {
  readonly section: string;
  /** In small letters. */
  readonly key: string;
  /** Lines that belong to it are joined by newlines. */
  readonly value: string;
  readonly place: Place;
}

/**
 * The entries of an ansible.cfg, as Python's configparser reads it for Ansible: `=` or `:`, keys in any case, whole lines of comments
 * after # and ;, comments behind a value after ` ;` only, values that go on in lines that are indented further. Errors: a line that is
 * nothing of this, a key given twice.
 */
export function readIniConfig(source: SourceText): Result<readonly IniEntry[], readonly Diagnostic[]> {
  const reader = new IniConfigReader(source);
  return reader.read();
}

/** A file that is none of this is not told of line by line. */
const MOST_PROBLEMS = 20;

function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

class IniConfigReader {
  readonly #source: SourceText;
  readonly #entries: IniEntry[] = [];
  readonly #problems: Diagnostic[] = [];
  #section: string | undefined;
  /** How far the last key is indented; undefined after a section's head. */
  #indent: number | undefined;

  constructor(source: SourceText) {
    this.#source = source;
  }

  read(): Result<readonly IniEntry[], readonly Diagnostic[]> {
    const count = this.#source.text.split("\n").length;
    for (let line = 1; line <= count && this.#problems.length < MOST_PROBLEMS; line += 1) this.#line(line);
    return this.#problems.length > 0 ? err(this.#problems) : ok(this.#entries);
  }

  #line(line: number): void {
    const whole = this.#source.lineText(line);
    const text = whole.replace(/(?:^|\s);.*$/, "").trim();
    if (text === "" || text.startsWith("#")) return;
    const indent = whole.length - whole.trimStart().length;
    const place = this.#source.placeAt(this.#source.lineStart(line) + indent, text.length);
    const last = this.#entries.at(-1);
    if (last !== undefined && this.#indent !== undefined && indent > this.#indent) this.#entries[this.#entries.length - 1] = { ...last, value: `${last.value}\n${text}` };
    else this.#begin(text, place, indent);
  }

  #begin(text: string, place: Place, indent: number): void {
    const head = /^\[(.+)\]/.exec(text)?.[1];
    if (head !== undefined) {
      this.#section = head;
      this.#indent = undefined;
      return;
    }
    const match = /^(.*?)\s*[=:]\s*(.*)$/.exec(text);
    if (match?.[1] === undefined || match[1] === "" || this.#section === undefined) {
      this.#problems.push(problemAt("bad-config-line", this.#section === undefined ? `"${brief(text)}" stands outside any section` : `"${brief(text)}" is not key = value`, { place, hint: this.#section === undefined ? "Put [defaults] above it" : undefined }));
      return;
    }
    this.#indent = indent;
    this.#add({ section: this.#section, key: match[1].toLowerCase(), value: match[2] ?? "", place });
  }

  #add(entry: IniEntry): void {
    const twice = this.#entries.find(({ section, key }) => section === entry.section && key === entry.key);
    if (twice !== undefined) this.#problems.push(problemAt("duplicate-key", `"${entry.key}" is given twice in [${entry.section}]`, { place: entry.place, hint: `First at line ${twice.place.line}` }));
    this.#entries.push(entry);
  }
}
