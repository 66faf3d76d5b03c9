import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import { pairOf, pairsNode, splitWords, textNode, within, type Pair, type Word } from "./words.js";

/**
 * Parameters that were written as text: `apt: name=x state=present`, or free text for a module whose schema has x-free-form.
 * Free text keeps its quotes and spaces; only `key=value` words that name another parameter of the module are taken out of it,
 * so that `creates=/x echo a=b` is understood. `where`: the place of the scalar.
 */
export function freeForm(schema: ObjectSchema, text: string, where: Place): Result<MapNode, Diagnostic> {
  const place = behindQuote(where, text);
  const words = splitWords(text);
  const rest = schema["x-free-form"];
  if (words === undefined) return rest === undefined ? err(problemAt("unclosed-quote", "a quote is not closed", { place })) : ok(freeText([], rest, { text, place, words: [] }));
  const known = new Set(parameterNames(schema));
  const all = words.map(pairOf).filter((pair) => pair !== undefined);
  const isCommand = rest === "cmd"; // there even `cmd=x` is what is to be run
  if (!isCommand && all.length === words.length && all.some((pair) => pair.key === rest) && all.every((pair) => known.has(pair.key))) return pairsNode(all, place);
  const pairs = all.filter((pair) => rest === undefined || (known.has(pair.key) && pair.key !== rest));
  if (rest !== undefined) return taken(pairs, rest, { text, place, words });
  const bad = words.find((word) => pairOf(word) === undefined);
  return bad === undefined ? pairsNode(pairs, place) : err(notAPair(bad, place));
}

/** A quoted scalar stands where its quote stands; its text begins behind it. */
function behindQuote(place: Place, text: string): Place {
  const first = place.text.charAt(place.column - 1);
  return (first === '"' || first === "'") && !text.startsWith(first) ? within(place, 1, text.length) : place;
}

/** Every name by which a parameter may be given. */
export function parameterNames(schema: ObjectSchema): readonly string[] {
  return Object.entries(schema.properties).flatMap(([name, property]) => [name, ...property["x-aliases"] ?? []]);
}

function notAPair(word: Word, place: Place): Diagnostic {
  return problemAt("bad-parameter", `"${word.raw}" is not name=value`, { place: within(place, word.start, word.raw.length), hint: "Write the parameters as `name: value`, one a line, below the module" });
}

interface FreeText {
  readonly text: string;
  readonly place: Place;
  readonly words: readonly Word[];
}

function taken(pairs: readonly Pair[], rest: string, free: FreeText): Result<MapNode, Diagnostic> {
  const node = pairsNode(pairs, free.place);
  if (!node.ok) return node;
  const left = freeText(pairs, rest, free);
  return ok({ ...node.value, entries: [...left.entries, ...node.value.entries] });
}

function freeText(pairs: readonly Pair[], rest: string, { text, place, words }: FreeText): MapNode {
  const cut = pairs.reduceRight((all, pair) => all.slice(0, pair.start) + all.slice(pair.end).replace(/^[ \t]+/, ""), text);
  const left = pairs.length === 0 && cut.trim() !== "" ? cut.trimStart() : cut.trim(); // the newline at the end of a block is the user's
  const first = words.find((word) => !pairs.some((pair) => pair.start === word.start));
  const at = within(place, first?.start ?? 0, left.length);
  return { kind: "map", place, entries: left === "" ? [] : [{ key: rest, keyPlace: at, value: textNode(left, at) }] };
}
