import { err, ok, type Result } from "#engine/core/result.js";
import { asWarning, problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { isList, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { pureLookup } from "#engine/language/lookups.js";
import type { Scope } from "#engine/language/scope.js";
import { mapOf, open, seal } from "#engine/language/secret-parts.js";
import { csvfile } from "./csvfile.js";
import type { ControlLookup, Found } from "./define-lookup.js";
import { dig } from "./dig.js";
import { env } from "./env.js";
import { file, unvault } from "./file.js";
import { fileglob } from "./fileglob.js";
import { filetree } from "./filetree.js";
import { firstFound } from "./first-found.js";
import { ini } from "./ini.js";
import { inventoryHostnames } from "./inventory-hostnames.js";
import { password } from "./password.js";
import { pathStat } from "./path-stat.js";
import type { LookupPlace } from "./place.js";
import { lines, pipe } from "./shell.js";
import { template } from "./template.js";
import { url } from "./url.js";

/** The lookups that need the control machine, by name. */
const CONTROL: ReadonlyMap<string, ControlLookup> = new Map<string, ControlLookup>([
  ["csvfile", csvfile], ["dig", dig], ["env", env], ["file", file], ["fileglob", fileglob], ["filetree", filetree], ["first_found", firstFound], ["ini", ini],
  ["inventory_hostnames", inventoryHostnames], ["lines", lines], ["password", password], ["path_stat", pathStat], ["pipe", pipe], ["template", template], ["unvault", unvault], ["url", url],
]);

/** The lookup function of an expression's scope. What it gives is the list of results; texts from files and commands are never evaluated again. */
export function lookupIn(place: LookupPlace): NonNullable<Scope["lookup"]> {
  return (name, terms, { errors, ...options }, scope = NO_SCOPE) => {
    const found = pureLookup(name, terms, { named: options, scope }) ?? inControl(name, terms, { options, place, scope });
    if (found?.ok === false && found.error.code === "lookup-failed" && errors === "warn") place.warn(asWarning(found.error));
    return found;
  };
}

const NO_SCOPE: Scope = { get: () => undefined, names: () => [] };

interface Around {
  readonly options: ValueMap;
  readonly place: LookupPlace;
  readonly scope: Scope;
}

function inControl(name: string, terms: readonly Value[], { options, place, scope }: Around): Result<Value, Diagnostic> | undefined {
  const lookup = CONTROL.get(name);
  if (lookup === undefined) return undefined;
  const given = open([...terms]);
  const named = open(options);
  const unknown = given.unknown ?? named.unknown;
  if (unknown !== undefined) return ok(unknown);
  const found = asked(lookup, name, { terms: given.value as readonly Value[], options: mapOf(Object.entries(lookup.sealing ? named.value as ValueMap : options)), place, scope });
  const sealed = given.hadSecret || (lookup.sealing && named.hadSecret);
  if (!found.ok) return err(sealed ? withoutSecrets(found.error, name) : prefixed(found.error, name));
  return sealed ? ok(seal(found.value)) : found;
}

/** What is wrong with an opened secret could quote it. */
function withoutSecrets({ code }: Diagnostic, name: string): Diagnostic {
  return problemAt(code, `lookup "${name}": it does not work with this secret value`);
}

/** Those that run something, or make something: not for a mere guess, and not anew for every task of a host. */
const ACTING: ReadonlySet<string> = new Set(["dig", "lines", "password", "pipe", "url"]);

/** Those that may change this machine: what was looked at ahead on it may be so no longer. */
const CHANGING: ReadonlySet<string> = new Set(["lines", "password", "pipe"]);

function tellOfChange(name: string, place: LookupPlace): void {
  if (CHANGING.has(name) && place.state().mode !== "ahead") place.acted?.();
}

function asked(lookup: ControlLookup, name: string, { terms, options, place, scope }: Around & { readonly terms: readonly Value[] }): Found {
  const { mode, remembered } = place.state();
  tellOfChange(name, place);
  if (mode === "now" || !ACTING.has(name) || open(options).hadSecret) return lookup.run(terms, options, { place, scope });
  const key = JSON.stringify([name, terms, options]);
  const known = remembered.get(key);
  if (isList(known)) return ok(known);
  if (mode === "ahead") return ok(new Unknown("it is asked when the task has its turn"));
  const found = lookup.run(terms, options, { place, scope });
  if (found.ok && isList(found.value)) remembered.set(key, found.value);
  return found;
}

/** A mistake inside a template has its own place and words. */
function prefixed(diagnostic: Diagnostic, name: string): Diagnostic {
  return diagnostic.place === undefined ? { ...diagnostic, message: `lookup "${name}": ${diagnostic.message}` } : diagnostic;
}
