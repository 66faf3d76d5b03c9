import type { YAMLError } from "yaml";
import type { Place } from "#engine/core/place.js";
import { SourceText } from "./source-text.js";

/**
 * PyYAML pays no heed to how far the further lines of a value in quotes or brackets are indented; YAML 1.2 (section 7, "flow styles") wants them
 * further in than the key, and the parser ends the value there. Such lines are moved in, which changes no value: the blanks at the beginning of a
 * line count neither in quotes nor between brackets. Places are those of the text as it was written.
 */
export class MovedSource extends SourceText {
  readonly #written: SourceText;
  readonly #moved: ReadonlySet<number>;
  readonly #width: number;

  constructor(written: SourceText, moved: ReadonlySet<number>, width: number) {
    super(written.file, written.text.split("\n").map((line, index) => moved.has(index + 1) ? " ".repeat(width) + line : line).join("\n"), written.sealed);
    this.#written = written;
    this.#moved = moved;
    this.#width = width;
  }

  override placeAt(offset: number, length = 1): Place {
    const { line } = super.placeAt(offset);
    const column = offset - this.lineStart(line) - (this.#moved.has(line) ? this.#width : 0);
    return this.#written.placeAt(this.#written.lineStart(line) + Math.max(0, column), length);
  }
}

/** The source with every such line moved in, when that leaves nothing that the parser complains of; undefined when it is broken in another way. */
export function movedIn(written: SourceText, errorsIn: (text: string) => readonly YAMLError[] | undefined): MovedSource | undefined {
  if (written.text.length > LARGEST) return undefined;
  const moved = new Set<number>();
  const width = deepest(written);
  let source = new MovedSource(written, moved, width);
  for (let tries = 0; tries < MOST; tries += 1) {
    const errors = errorsIn(source.text);
    if (errors?.length === 0) return source;
    const lines = errors?.[0] === undefined ? [] : tooFarOut(errors[0], source);
    if (lines.every((line) => moved.has(line))) return undefined;
    for (const line of lines) moved.add(line);
    source = new MovedSource(written, moved, width);
  }
  return undefined;
}

/** More values of this kind in one file are no oversight, and each costs another reading. */
const MOST = 20;

/** Larger files are data that a program wrote: another reading of them takes long. */
const LARGEST = 1_000_000;

/** The lines from where the parser lost a value in quotes or brackets to the one where it ends. */
function tooFarOut(error: YAMLError, source: SourceText): readonly number[] {
  const from = error.pos[0];
  const length = lengthLeft(error.message, source.text.slice(from));
  if (length === undefined) return [];
  const first = source.text[from] === "\n" ? source.placeAt(from).line + 1 : source.placeAt(from).line;
  const last = source.placeAt(from + length).line;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index).filter((line) => source.lineText(line).trim() !== "");
}

/** How far it is to the end of the value; undefined for another complaint, or when there is no end. */
function lengthLeft(complaint: string, rest: string): number | undefined {
  const end = ENDS.find(([words]) => complaint.includes(words))?.[1];
  if (end === undefined) return undefined;
  for (const match of rest.matchAll(end)) if (match.groups?.["end"] !== undefined) return match.index + match[0].length - 1;
  return undefined;
}

/** By the parser's words: what the value ends with, among what only looks like it. */
const ENDS: readonly (readonly [string, RegExp])[] = [
  ["Missing closing \"", /\\[^]|(?<end>")/g],
  ["Missing closing '", /''|(?<end>')/g],
  ["must be sufficiently indented", /(?<=^|\n)[ \t]*(?<end>[\]}])/g],
];

/** Further in than any key of the file. */
function deepest({ text }: SourceText): number {
  return Math.min(1000, 1 + text.split("\n").reduce((most, line) => Math.max(most, /^[\s?-]*/.exec(line)?.[0].length ?? 0), 0));
}
