import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { failed } from "./define-lookup.js";

/** A term taken apart: its plain words, and its options. */
export interface InlineTerm {
  readonly key: string;
  readonly settings: ReadonlyMap<string, string>;
}

const WORD = /(\w+)=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S*))|(\S+)/g;

/** Reads a term such as `key file=users.csv default="not there"`, the way in which terms had options before lookups had arguments. */
export function wordsAndOptions(term: string, names: readonly string[]): Result<InlineTerm, Diagnostic> {
  const words: string[] = [];
  const settings = new Map<string, string>();
  for (const [whole, name, double, single, bare] of term.matchAll(WORD)) {
    if (name === undefined) words.push(whole);
    else if (names.includes(name)) settings.set(name, double ?? single ?? bare ?? "");
    else return failed(`it has no option "${name}"`, didYouMean(name, names) ?? `Its options are: ${names.join(", ")}`);
  }
  return ok({ key: words.join(" "), settings });
}

/** Options, of which those in the term win. */
export function withInline<T extends object>(options: T, settings: ReadonlyMap<string, string>): { readonly [K in keyof T]: T[K] | (string extends T[K] ? T[K] : string) } {
  return { ...options, ...Object.fromEntries(settings) };
}
