import { randomInt } from "node:crypto";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { Fault, typeFault } from "./fault.js";
import { flattened, product, sideBySide } from "./list-products.js";
import { numberSequence } from "./number-sequence.js";
import { kindOf } from "./python-text.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import { pairsOfSubelements } from "./subelement-pairs.js";

interface Options { readonly named: Readonly<Record<string, Value>>; readonly scope: Scope }
type Found = readonly Value[] | Unknown | Fault;
type Lookup = (terms: readonly Value[], options: Options) => Found;

/** The lookups that need nothing but their terms and the variables; the others are asked of the scope. */
const lookups: Readonly<Record<string, Lookup>> = {
  dict: (terms) => each(terms, (term) => isMap(term) ? Object.keys(term).map((key) => mapOf([["key", key], ["value", term[key] ?? null]])) : typeFault(`it needs a dictionary, not ${kindOf(term)}`)),
  items: (terms) => terms.flatMap((term) => isList(term) ? term : [term]),
  list: (terms) => terms,
  flattened: (terms) => flattened(terms),
  indexed_items: (terms) => terms.flatMap((term) => isList(term) ? term : [term]).map((item, index) => [index, item]),
  together: (terms) => terms.length === 0 ? typeFault("it needs at least one list") : sideBySide(terms),
  nested: (terms) => terms.length === 0 ? typeFault("it needs at least one list") : product(terms, "nested"),
  cartesian: (terms) => terms.length === 0 ? typeFault("it needs at least one list") : product(terms, "cartesian"),
  subelements: (terms) => pairsOfSubelements(terms),
  sequence: (terms, { named }) => numberSequence(terms, named),
  random_choice: (terms) => terms.length === 0 ? [] : [terms[randomInt(terms.length)] ?? null],
  vars: (terms, options) => each(terms, (term) => typeof term === "string" ? variable(term, options) : typeFault(`it needs the name of a variable, not ${kindOf(term)}`)),
  varnames: (terms, { scope }) => each(terms, (term) => typeof term === "string" ? namesLike(term, scope) : typeFault(`it needs a pattern, not ${kindOf(term)}`)),
};

/** What such a lookup finds; undefined when the plugin is none of them. What is wrong with the terms is "lookup-failed", which `errors='ignore'` forgives. */
export function pureLookup(name: string, terms: readonly Value[], options: Options): Result<readonly Value[] | Unknown, Diagnostic> | undefined {
  const lookup = Object.hasOwn(lookups, name) ? lookups[name] : undefined;
  if (lookup === undefined) return undefined;
  const found = lookup(terms, options);
  if (!(found instanceof Fault)) return ok(found);
  if (found.cause !== undefined) return err(found.cause);
  return err(found.code === "undefined-variable" ? problemAt(found.code, found.message, { hint: found.hint }) : problemAt("lookup-failed", `lookup "${name}": ${found.message}`, { hint: found.hint }));
}

function each(terms: readonly Value[], find: (term: Value) => readonly Value[] | Unknown | Fault): Found {
  const all: Value[] = [];
  for (const term of terms.flatMap((one) => isList(one) ? one : [one])) {
    const found = term instanceof Unknown ? term : find(term);
    if (found instanceof Fault || found instanceof Unknown) return found;
    all.push(...found);
  }
  return all;
}

function variable(name: string, { scope, named }: Options): readonly Value[] | Fault {
  const found = scope.get(name);
  if (found?.ok === true) return [found.value];
  const otherwise = named["default"];
  if (otherwise !== undefined && (found === undefined || found.error.code === "undefined-variable")) return [otherwise];
  return found === undefined ? new Fault("undefined-variable", `"${name}" is undefined`, { hint: didYouMean(name, scope.names()) }) : Fault.from(found.error);
}

function namesLike(pattern: string, scope: Scope): readonly Value[] | Fault {
  const regex = pythonRegex(pattern);
  const names = scope.names();
  const found = regex instanceof RegexProblem ? regex : regex.firstOfEach(names);
  return found instanceof RegexProblem ? Fault.of(found) : names.filter((_name, at) => found[at] !== undefined);
}
