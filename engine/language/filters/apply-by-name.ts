import type { Value } from "#engine/core/value.js";
import type { Call, Definition } from "../definition.js";
import { Fault } from "../fault.js";
import type { Outcome } from "../outcome.js";

/** Runs a filter or test that was given by its name, with the arguments that came after the name. */
export function applyByName(definition: Definition, name: string, input: Outcome, call: Call): Outcome {
  const args = bind(definition, name, call);
  if (args instanceof Fault) return args;
  const rest = call.rest.slice(Object.keys(definition.params).length);
  const outcome = definition.run(input, args, { ...call, rest, named: definition.named ? call.named : {} });
  return outcome instanceof Fault && outcome.cause === undefined ? new Fault(outcome.code, `"${name}": ${outcome.message}`, { hint: outcome.hint, span: outcome.span }) : outcome;
}

function bind(definition: Definition, name: string, call: Call): ReadonlyMap<string, Value> | Fault {
  const names = Object.keys(definition.params);
  const args = new Map<string, Value>(call.rest.slice(0, names.length).map((value, index) => [names[index] ?? "", value]));
  if (call.rest.length > names.length && !definition.rest) return new Fault("too-many-arguments", `"${name}" takes at most ${names.length} arguments`);
  for (const key of Object.keys(call.named)) {
    if (names.includes(key)) args.set(key, call.named[key] ?? null);
    else if (!definition.named) return new Fault("unknown-argument", `"${name}" has no argument "${key}"`);
  }
  const missing = names.find((each) => definition.params[each]?.fallback === undefined && !args.has(each));
  return missing === undefined ? args : new Fault("missing-argument", `"${name}" needs the argument "${missing}"`);
}
