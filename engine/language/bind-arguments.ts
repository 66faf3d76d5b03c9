import { didYouMean } from "#engine/core/suggest.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { compile, type Code, type Compiler } from "./compile.js";
import type { Definition, Lazy } from "./definition.js";
import { Fault } from "./fault.js";
import { needed, type Outcome } from "./outcome.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import type { Span } from "./source.js";
import type { Arguments } from "./tree.js";

/** Which code gives which parameter: found once, when the expression is parsed. */
export interface Slots {
  readonly params: readonly (readonly [name: string, code: Code])[];
  readonly rest: readonly Code[];
  readonly named: readonly (readonly [name: string, code: Code])[];
}

/** Arguments with their values. */
export interface Bound {
  readonly args: ReadonlyMap<string, Outcome | Lazy>;
  readonly rest: readonly Value[];
  readonly named: ValueMap;
}

/** Fits the written arguments to the parameters: too many, missing and misspelt ones are faults before the run. */
export function bindStatically(definition: Definition, call: Span & { readonly args: Arguments; readonly nameSpan: Span; readonly name: string }, compiler: Compiler): Slots | Fault {
  const names = Object.keys(definition.params);
  const { positional, named } = call.args;
  const given = new Map(positional.slice(0, names.length).map((tree, index) => [names[index] ?? "", compile(tree, compiler)]));
  const rest = positional.slice(names.length).map((tree) => compile(tree, compiler));
  if (rest.length > 0 && !definition.rest) return tooMany(call, names, positional.length);
  const extra: [string, Code][] = [];
  for (const { name, value, span } of named) {
    const code = compile(value, compiler);
    if (!names.includes(name) && !definition.named) return new Fault("unknown-argument", `"${call.name}" has no argument "${name}"`, { span, hint: didYouMean(name, names) });
    if (given.has(name)) return new Fault("syntax-error", `The argument "${name}" is given twice`, { span });
    if (names.includes(name)) given.set(name, code);
    else extra.push([name, code]);
  }
  const missing = names.find((name) => definition.params[name]?.fallback === undefined && !given.has(name));
  if (missing !== undefined) return new Fault("missing-argument", `"${call.name}" needs the argument "${missing}"`, { span: call.nameSpan });
  return { params: [...given], rest, named: extra };
}

function tooMany(call: { readonly name: string; readonly nameSpan: Span }, names: readonly string[], given: number): Fault {
  const takes = names.length === 0 ? "no arguments" : `at most ${names.length} (${names.join(", ")})`;
  return new Fault("too-many-arguments", `"${call.name}" takes ${takes}, but ${given} are given`, { span: call.nameSpan });
}

const NONE: ValueMap = mapOf([]);

/** The arguments' values; lazily where the definition wants it so. */
export function evaluateArguments(slots: Slots, scope: Scope, lazily: boolean): Bound | Fault | Unknown {
  const args = new Map<string, Outcome | Lazy>();
  for (const [name, code] of slots.params) {
    if (lazily) {
      args.set(name, () => code(scope));
      continue;
    }
    const value = needed(code(scope));
    if (value instanceof Fault || value instanceof Unknown) return value;
    args.set(name, value);
  }
  if (slots.rest.length === 0 && slots.named.length === 0) return { args, rest: [], named: NONE };
  return evaluateExtra(slots, scope, args);
}

function evaluateExtra(slots: Slots, scope: Scope, args: Bound["args"]): Bound | Fault | Unknown {
  const values: Value[] = [];
  for (const code of [...slots.rest, ...slots.named.map(([, each]) => each)]) {
    const value = needed(code(scope));
    if (value instanceof Fault || value instanceof Unknown) return value;
    values.push(value);
  }
  return { args, rest: values.slice(0, slots.rest.length), named: mapOf(slots.named.map(([name], index) => [name, values[slots.rest.length + index] ?? null])) };
}
