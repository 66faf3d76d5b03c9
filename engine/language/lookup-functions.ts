import { namedLookup } from "#engine/core/lookup-names.js";
import { Secret } from "#engine/core/secret.js";
import { isList, Unknown, type Value } from "#engine/core/value.js";
import { concatenate } from "./arithmetic.js";
import { define, type Call, type Definition } from "./definition.js";
import { Fault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { pureLookup } from "./lookups.js";
import { anything, required, text } from "./reading.js";
import { mapOf } from "./secret-parts.js";

const query = define({
  doc: "query(plugin, terms..., options): what the lookup plugin finds, as a list.",
  input: anything, secrets: "carried", params: { plugin: required(text) }, rest: true, named: true,
  apply: (_, { plugin }, call) => found(plugin, call, true),
});

/** The functions that ask lookup plugins (Ansible's "Lookups" page). */
export const lookupFunctions: Readonly<Record<string, Definition>> = {
  lookup: define({
    doc: "lookup(plugin, terms..., options): what the lookup plugin finds; several texts joined by commas unless wantlist=true; several other values as a list.",
    input: anything, secrets: "carried", params: { plugin: required(text) }, rest: true, named: true,
    apply: (_, { plugin }, call) => found(plugin, call, call.named["wantlist"] === true),
  }),
  query, q: query,
};

function found(plugin: string, call: Call, asList: boolean): Outcome {
  const results = runLookup(plugin, call);
  if (results instanceof Fault) return isForgiven(results, call) ? asList ? [] : null : results;
  return results instanceof Unknown || asList ? results : joined(results);
}

/** What lookup() makes of a list of results. */
function joined(results: readonly Value[]): Outcome {
  if (results.length === 0) return [];
  if (results.every((each) => typeof each === "string" || each instanceof Secret)) return concatenate(results.flatMap((each, index) => index === 0 ? [each] : [",", each]));
  return results.length === 1 ? results[0] ?? null : results;
}

/** With `errors='ignore'` (and 'warn') a lookup that fails gives nothing; using what is undefined, or no lookup at all, is a mistake all the same. */
function isForgiven({ code }: Fault, { named }: Call): boolean {
  return (named["errors"] === "ignore" || named["errors"] === "warn") && code === "lookup-failed";
}

function runLookup(plugin: string, { rest, named, scope }: Call): readonly Value[] | Unknown | Fault {
  const known = namedLookup(plugin);
  if (known.kind !== "known") return new Fault("unknown-lookup", known.kind === "refused" ? `The lookup "${plugin}" is not supported` : `There is no lookup "${plugin}"`, { hint: known.hint });
  const options = mapOf(Object.entries(named).filter(([name]) => name !== "wantlist" && name !== "allow_unsafe"));
  const answer = scope.lookup?.(known.name, rest, options, scope) ?? pureLookup(known.name, rest, { named: options, scope });
  if (answer === undefined) return new Fault("unknown-lookup", `The lookup "${plugin}" cannot be asked here`);
  if (!answer.ok) return Fault.from(answer.error);
  return answer.value instanceof Unknown || isList(answer.value) ? answer.value : [answer.value];
}
