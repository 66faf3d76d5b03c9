import type { MapNode, ScalarNode } from "#engine/core/node.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";

/** A word of a text, and where it stood (offsets; `end` is past its last character). */
export interface Word {
  /** As it was written, quotes and all. */
  readonly raw: string;
  /** Without the quotes around it or around its parts. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `key=value`. */
export interface Pair extends Word {
  readonly key: string;
  readonly value: string;
}

/** Splits a text at white space as a shell would: quotes and backslashes protect it, and so does `{{ }}`. undefined when a quote is not closed. */
export function splitWords(text: string): readonly Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const word = readWord(text, at);
    if (word === undefined) return undefined;
    words.push(word);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number): Word | undefined {
  let at = start;
  let plain = "";
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const part = readPart(text, at);
    if (part === undefined) return undefined;
    plain += part.text;
    at = part.end;
  }
  return { raw: text.slice(start, at), text: plain, start, end: at };
}

/** One character, or a quoted or braced run of them. */
function readPart(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const character = text.charAt(at);
  if (character === '"' || character === "'") return readQuoted(text, at);
  if (character === "\\" && at + 1 < text.length) return { text: text.charAt(at + 1), end: at + 2 };
  const closing = CLOSING[text.slice(at, at + 2)];
  const end = closing === undefined ? -1 : text.indexOf(closing, at + 2);
  return end === -1 ? { text: character, end: at + 1 } : { text: text.slice(at, end + 2), end: end + 2 };
}

const CLOSING: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

function readQuoted(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const quote = text.charAt(at);
  let plain = "";
  for (let i = at + 1; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (character === quote) return { text: plain, end: i + 1 };
    const escaped = quote === '"' && character === "\\" && /["\\]/.test(text.charAt(i + 1));
    if (escaped) i += 1;
    plain += text.charAt(i);
  }
  return undefined;
}

/** The `key=value` in a word, if it is one. */
export function pairOf(word: Word): Pair | undefined {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(word.raw);
  if (match?.[1] === undefined) return undefined;
  return { ...word, key: match[1], value: word.text.slice(match[0].length) };
}

/** A dictionary of pairs, their values text; `place` is where the text begins that they stood in. */
export function pairsNode(pairs: readonly Pair[], place: Place): Result<MapNode, Diagnostic> {
  const seen = new Set<string>();
  for (const pair of pairs) {
    if (seen.has(pair.key)) return err(problemAt("duplicate-key", `"${pair.key}" is given twice`, { place: within(place, pair.start, pair.key.length) }));
    seen.add(pair.key);
  }
  const entries = pairs.map((pair) => ({
    key: pair.key, keyPlace: within(place, pair.start, pair.key.length),
    value: textNode(pair.value, within(place, pair.start + pair.key.length + 1, pair.end - pair.start - pair.key.length - 1)),
  }));
  return ok({ kind: "map", place, entries });
}

/** A piece of text as a node. */
export function textNode(value: string, place: Place): ScalarNode {
  return { kind: "scalar", value, source: value, place, style: "plain" };
}

/** The place of a part of the text that begins at `place`; only exact where the text stands on one line. */
export function within(place: Place, offset: number, length: number): Place {
  const column = Math.min(place.column + offset, Math.max(1, place.text.length));
  return { ...place, column, length: Math.max(1, Math.min(length, place.text.length - column + 1)) };
}
