import { err, ok, type Result } from "#engine/core/result.js";

/** Keys and values of a section, those of [DEFAULT] among them; null: a key without a value. */
export type IniSection = ReadonlyMap<string, string | null>;

/** How a file is read. */
export interface IniStyle {
  readonly caseSensitive: boolean;
  readonly allowNoValue: boolean;
}

const HEADING = /^\[(.+)\]/;
const SETTING = /^(.*?)\s*[=:]\s*(.*)$/;

/** Reads an INI file as Python's configparser does: `=` or `:`, comments in lines of their own, values that go on in indented lines, [DEFAULT]. The error is a sentence with a line. */
export function parseIni(text: string, style: IniStyle): Result<ReadonlyMap<string, IniSection>, string> {
  const reader = new IniReader(style);
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const wrong = reader.line(line);
    if (wrong !== undefined) return err(`line ${index + 1}: ${wrong}`);
  }
  return ok(reader.sections());
}

class IniReader {
  readonly #style: IniStyle;
  readonly #sections = new Map<string, Map<string, string | null>>();
  #section: Map<string, string | null> | undefined;
  #key: string | undefined;
  #indent = 0;

  constructor(style: IniStyle) {
    this.#style = style;
  }

  /** Takes in a line; what is wrong with it, if anything. */
  line(line: string): string | undefined {
    const words = line.trim();
    if (words === "" || words.startsWith("#") || words.startsWith(";")) return undefined;
    const indent = line.length - line.trimStart().length;
    if (this.#section !== undefined && this.#key !== undefined && indent > this.#indent) {
      this.#section.set(this.#key, `${this.#section.get(this.#key) ?? ""}\n${words}`);
      return undefined;
    }
    this.#indent = indent;
    const heading = HEADING.exec(words)?.[1];
    return heading === undefined ? this.#setting(words) : this.#open(heading);
  }

  sections(): ReadonlyMap<string, IniSection> {
    const common = this.#sections.get("DEFAULT") ?? new Map<string, string | null>();
    return new Map([...this.#sections].filter(([name]) => name !== "DEFAULT").map(([name, own]) => [name, new Map([...common, ...own])]));
  }

  #open(name: string): string | undefined {
    this.#key = undefined;
    if (this.#sections.has(name) && name !== "DEFAULT") return `the section "${name}" stands twice`;
    this.#section = this.#sections.get(name) ?? new Map<string, string | null>();
    this.#sections.set(name, this.#section);
    return undefined;
  }

  #setting(words: string): string | undefined {
    if (this.#section === undefined) return "a key before the first section";
    const match = SETTING.exec(words);
    if (match === null && !this.#style.allowNoValue) return `"${words}" has no value`;
    const [, name = words, value] = match ?? [];
    const key = this.#style.caseSensitive ? name : name.toLowerCase();
    if (this.#section.has(key)) return `the key "${key}" stands twice`;
    this.#section.set(key, value ?? null);
    this.#key = key;
    return undefined;
  }
}

const DEEPEST = 10;

/** A value with `%(other)s` filled in and `%%` read as `%`. */
export function interpolated(section: IniSection, key: string, depth = 0): Result<string | null, string> {
  const value = section.get(key) ?? null;
  if (value === null) return ok(null);
  if (depth > DEEPEST) return err(`the value of "${key}" refers to itself`);
  const parts: string[] = [];
  for (const [part, name] of value.matchAll(/[^%]+|%%|%\(([^)]+)\)s|%/g)) {
    const inner = name === undefined ? literal(part, key) : reference(section, name.toLowerCase(), depth);
    if (!inner.ok) return inner;
    parts.push(inner.value);
  }
  return ok(parts.join(""));
}

function literal(part: string, key: string): Result<string, string> {
  if (part === "%") return err(`the value of "${key}" has a % that stands for nothing; write %%`);
  return ok(part === "%%" ? "%" : part);
}

function reference(section: IniSection, name: string, depth: number): Result<string, string> {
  const inner = interpolated(section, name, depth + 1);
  if (!inner.ok) return inner;
  return inner.value === null ? err(`a value refers to "${name}", which is not there`) : ok(inner.value);
}
