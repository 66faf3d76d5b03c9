import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isList, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { kindOf } from "#engine/language/python-text.js";
import type { Reading } from "#engine/language/reading.js";
import type { Scope } from "#engine/language/scope.js";
import type { LookupPlace } from "./place.js";

/** What a lookup finds: its results, Unknown where a check run cannot know them, or why there are none. */
export type Found = Result<readonly Value[] | Unknown, Diagnostic>;

/** An option of a lookup and what it is when it is not given. */
export interface Option<T> {
  readonly reading: Reading<T>;
  readonly otherwise: T;
}

type OptionsOf<P> = { readonly [K in keyof P]: P[K] extends Option<infer T> ? T : never };

/** One call of a lookup. */
export interface LookupCall<P = Readonly<Record<string, Option<unknown>>>> {
  readonly options: OptionsOf<P>;
  readonly place: LookupPlace;
  /** The variables where it is called. */
  readonly scope: Scope;
}

/** A lookup that needs the control machine; types of options are erased here and nowhere else. */
export interface ControlLookup {
  /** Whether a secret among its options makes its results secret. */
  readonly sealing: boolean;
  run(terms: readonly Value[], options: ValueMap, around: { readonly place: LookupPlace; readonly scope: Scope }): Found;
}

/** An option; `otherwise` is Ansible's default. */
export function option<T>(reading: Reading<T>, otherwise: T): Option<T> {
  return { reading, otherwise };
}

/** Makes a lookup that is asked with all its terms at once. Options it does not know are mistakes. */
export function defineLookup<const P extends Readonly<Record<string, { readonly reading: Reading<unknown>; readonly otherwise: unknown }>>>(
  params: P, run: (terms: readonly Value[], call: LookupCall<P>) => Found, sealing = true,
): ControlLookup {
  return {
    sealing,
    run: (terms, given, around) => {
      const options = readOptions(params, given);
      return options.ok ? run(terms, { options: options.value as OptionsOf<P>, ...around }) : options;
    },
  };
}

/** Makes a lookup that is asked term by term; every term is a text, and a list stands for its items. */
export function defineByTerm<const P extends Readonly<Record<string, { readonly reading: Reading<unknown>; readonly otherwise: unknown }>>>(
  params: P, find: (term: string, call: LookupCall<P>) => Found, sealing = true,
): ControlLookup {
  return defineLookup(params, (terms, call) => {
    const all: Value[] = [];
    for (const term of terms.flatMap((each) => isList(each) ? each : [each])) {
      const found = typeof term === "string" || typeof term === "number" ? find(String(term), call) : failed(`a term must be text, not ${kindOf(term)}`);
      if (!found.ok || found.value instanceof Unknown) return found;
      all.push(...found.value);
    }
    return ok(all);
  }, sealing);
}

/** A failure of the kind that `errors='ignore'` forgives. */
export function failed(message: string, hint?: string): { readonly ok: false; readonly error: Diagnostic } {
  return err(problemAt("lookup-failed", message, { hint }));
}

function readOptions(params: Readonly<Record<string, { readonly reading: Reading<unknown>; readonly otherwise: unknown }>>, given: ValueMap): Result<Readonly<Record<string, unknown>>, Diagnostic> {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(params, name));
  if (strange !== undefined) return wrongOption(`it has no option "${strange}"`, didYouMean(strange, Object.keys(params)) ?? `Its options are: ${[...Object.keys(params), "wantlist", "errors"].join(", ")}`);
  const read: Record<string, unknown> = {};
  for (const [name, { reading, otherwise }] of Object.entries(params)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const meant = value === undefined || value === null ? otherwise : reading.read(value);
    if (meant === undefined && value !== undefined && value !== null) return wrongOption(`its option "${name}" must be ${reading.name}, not ${kindOf(value)}`);
    read[name] = meant;
  }
  return ok(read);
}

/** A mistake in the playbook, which nothing forgives. */
function wrongOption(message: string, hint?: string): { readonly ok: false; readonly error: Diagnostic } {
  return err(problemAt("bad-lookup-option", message, { hint }));
}
