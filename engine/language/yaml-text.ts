import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { compareTexts } from "./comparison.js";
import { isTemporal } from "./date-arithmetic.js";
import { numberText, textOf } from "./python-text.js";
import { escapeCharacter, readsAsString, stylesOf } from "./yaml-scalar.js";

/** How YAML is written. */
export interface YamlShape {
  /** Spaces per level. */
  readonly indent: number;
  /** Lines are broken at the first space after this column; 80 when left out. */
  readonly width?: number;
  readonly sort: boolean;
  /** Lists and dictionaries of plain values in brackets on one line. */
  readonly flowLeaves: boolean;
  /** With `---` before it. */
  readonly explicitStart?: boolean;
}

/** YAML as Ansible writes it, through PyYAML and libyaml: the same quotes, the same breaks of long lines. Values that are there twice are written twice. */
export function toYaml(value: Value, shape: YamlShape): string {
  const writer = new Writer(shape);
  writer.node(value, { indent: -1, inMap: false });
  return `${shape.explicitStart === true ? writer.isBlock(value) ? "---\n" : "--- " : ""}${writer.text}\n`;
}

interface Position {
  /** The column of the collection around; -1 at the top. */
  readonly indent: number;
  /** Whether the value stands behind a key. */
  readonly inMap: boolean;
}

class Writer {
  readonly #shape: YamlShape;
  readonly #parts: string[] = [];
  readonly #width: number;
  #column = 0;

  constructor(shape: YamlShape) {
    this.#shape = shape;
    this.#width = shape.width ?? 80;
  }

  get text(): string {
    return this.#parts.join("");
  }

  isBlock(value: Value): value is readonly Value[] | ValueMap {
    const parts = partsOf(value);
    return parts !== undefined && parts.length > 0 && (!this.#shape.flowLeaves || parts.some((part) => partsOf(part) !== undefined));
  }

  node(value: Value, position: Position): void {
    if (!this.isBlock(value)) this.#leaf(value, position);
    else if (isList(value)) this.#list(value, position);
    else this.#map(value, position);
  }

  #leaf(value: Value, { indent }: Position): void {
    if (this.#column > 0) this.#put(" ");
    this.#flow(value, indent + (indent < 0 ? 1 + this.#shape.indent : this.#shape.indent), false);
  }

  #list(items: readonly Value[], { indent, inMap }: Position): void {
    const own = indent < 0 ? 0 : inMap && this.#column > indent ? indent : indent + this.#shape.indent;
    for (const [index, item] of items.entries()) {
      if (index > 0 || inMap) this.#newLine(own);
      else this.#moveTo(own);
      this.#put("-");
      this.node(item, { indent: own, inMap: false });
    }
  }

  #map(map: ValueMap, { indent, inMap }: Position): void {
    const own = indent < 0 ? 0 : indent + this.#shape.indent;
    for (const [index, key] of this.#keys(map).entries()) {
      if (index > 0 || inMap) this.#newLine(own);
      else this.#moveTo(own);
      this.#scalar(key, own, { inFlow: false, isKey: true });
      this.#put(":");
      this.node(map[key] ?? null, { indent: own, inMap: true });
    }
  }

  #keys(map: ValueMap): readonly string[] {
    return this.#shape.sort ? Object.keys(map).sort(compareTexts) : Object.keys(map);
  }

  #flow(value: Value, indent: number, inFlow: boolean): void {
    if (isList(value)) this.#between("[]", value.map((item) => () => { this.#flow(item, indent + this.#shape.indent, true); }), indent);
    else if (isMap(value) && !isTemporal(value)) {
      this.#between("{}", this.#keys(value).map((key) => () => {
        this.#scalar(key, indent, { inFlow: true, isKey: true });
        this.#put(": ");
        this.#flow(value[key] ?? null, indent + this.#shape.indent, true);
      }), indent);
    } else if (typeof value === "string") this.#scalar(value, indent, { inFlow, isKey: false });
    else this.#put(plainText(value));
  }

  #between(brackets: "[]" | "{}", items: readonly (() => void)[], indent: number): void {
    this.#put(brackets.charAt(0));
    for (const [index, write] of items.entries()) {
      if (index > 0) this.#put(",");
      if (this.#column > this.#width) this.#newLine(indent);
      else if (index > 0) this.#put(" ");
      write();
    }
    this.#put(brackets.charAt(1));
  }

  #scalar(text: string, indent: number, { inFlow, isKey }: { inFlow: boolean; isKey: boolean }): void {
    const styles = stylesOf(text);
    const plain = (inFlow ? styles.plainInFlow : styles.plainInBlock) && readsAsString(text) && text !== "";
    if (plain) this.#folded(text, { indent, breaks: !isKey, escape: (character) => character, atEnds: true, backslash: false });
    else if (styles.singleQuoted && !(isKey && /[\n\r\u0085\u2028\u2029]/.test(text))) this.#singleQuoted(text, indent, !isKey);
    else {
      this.#put('"');
      this.#folded(text, { indent, breaks: !isKey, escape: escapeCharacter, atEnds: false, backslash: true });
      this.#put('"');
    }
  }

  #singleQuoted(text: string, indent: number, breaks: boolean): void {
    this.#put("'");
    const lines = text.split(/(\n+)/);
    for (const [index, line] of lines.entries()) {
      if (index % 2 === 1) {
        this.#put("\n".repeat(line.length));
        this.#newLine(indent);
      } else this.#folded(line, { indent, breaks, escape: (character) => character === "'" ? "''" : character, atEnds: index > 0 && index < lines.length - 1, backslash: false });
    }
    this.#put("'");
  }

  /** Writes a text, going to the next line instead of a single space that stands behind the widest column. */
  #folded(text: string, folding: Folding): void {
    const characters = Array.from(text);
    for (const [index, character] of characters.entries()) {
      if (character === " " && this.#column > this.#width && mayBreak(characters, index, folding)) {
        this.#newLine(folding.indent);
        if (folding.backslash && characters[index + 1] === " ") this.#put("\\");
      } else this.#put(folding.escape(character));
    }
  }

  #put(text: string): void {
    this.#parts.push(text);
    const newline = text.lastIndexOf("\n");
    this.#column = newline === -1 ? this.#column + text.length : text.length - newline - 1;
  }

  #newLine(indent: number): void {
    this.#put(`\n${" ".repeat(indent)}`);
  }

  #moveTo(column: number): void {
    this.#put(" ".repeat(Math.max(0, column - this.#column)));
  }
}

/** How a text is broken into lines. */
interface Folding {
  readonly indent: number;
  readonly breaks: boolean;
  readonly escape: (character: string) => string;
  /** Also at its first and last character. */
  readonly atEnds: boolean;
  /** Further spaces are kept by a backslash at the start of the line. */
  readonly backslash: boolean;
}

function mayBreak(characters: readonly string[], index: number, { breaks, atEnds, backslash }: Folding): boolean {
  const inside = atEnds || (index > 0 && index < characters.length - 1);
  return breaks && inside && characters[index - 1] !== " " && (backslash || characters[index + 1] !== " ");
}

function partsOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  return isMap(value) && !isTemporal(value) ? Object.values(value) : undefined;
}

function plainText(value: Value): string {
  if (typeof value === "number") return Number.isFinite(value) ? numberText(value).replace(/^(-?\d+)e/, "$1.0e") : Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return value === null ? "null" : typeof value === "boolean" ? String(value) : textOf(value);
}
