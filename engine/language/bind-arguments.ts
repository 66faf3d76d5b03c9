import { didYouMean } from "#engine/core/suggest.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { compile, type Code, type Compiler } from "./compile.js";
import type { Definition, Lazy } from "./definition.js";
import { Fault } from "./fault.js";
import { needed, type Outcome } from "./outcome.js";
import type { Scope } from "./scope.js";
import { compileSpread, hasSpread, type Spread } from "./spread-arguments.js";
import { mapOf } from "./secret-parts.js";
import type { Span } from "./source.js";
import type { Arguments } from "./tree.js";

/** Which code gives which parameter: found once, when the expression is parsed. */
export interface Slots {
  readonly params: readonly (readonly [name: string, code: Code])[];
  readonly rest: readonly Code[];
  readonly named: readonly (readonly [name: string, code: Code])[];
  /** Some of the arguments are only known when the call is made. */
  readonly spread?: ReturnType<typeof compileSpread>;
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
  const { positional } = call.args;
  const given = new Map(positional.slice(0, names.length).map((tree, index) => [names[index] ?? "", compile(tree, compiler)]));
  const rest = positional.slice(names.length).map((tree) => compile(tree, compiler));
  if (rest.length > 0 && !definition.rest) return tooMany(call, names, positional.length);
  const extra = bindNamed(definition, call, given, compiler);
  if (extra instanceof Fault) return extra;
  if (hasSpread(call.args)) return { params: [...given], rest, named: extra, spread: compileSpread(call.args, compiler) };
  const missing = names.find((name) => definition.params[name]?.fallback === undefined && !given.has(name));
  if (missing !== undefined) return new Fault("missing-argument", `"${call.name}" needs the argument "${missing}"`, { span: call.nameSpan });
  return { params: [...given], rest, named: extra };
}

/** Puts the arguments with a name into `given`; those that are no parameters are handed back. */
function bindNamed(definition: Definition, call: { readonly name: string; readonly args: Arguments }, given: Map<string, Code>, compiler: Compiler): (readonly [string, Code])[] | Fault {
  const names = Object.keys(definition.params);
  const extra: (readonly [string, Code])[] = [];
  for (const { name, value, span } of call.args.named) {
    const code = compile(value, compiler);
    if (!names.includes(name) && !definition.named) return new Fault("unknown-argument", `"${call.name}" has no argument "${name}"`, { span, hint: didYouMean(name, names) });
    if (given.has(name)) return new Fault("syntax-error", `The argument "${name}" is given twice`, { span });
    if (names.includes(name)) given.set(name, code);
    else extra.push([name, code]);
  }
  return extra;
}

function tooMany(call: { readonly name: string; readonly nameSpan: Span }, names: readonly string[], given: number): Fault {
  const takes = names.length === 0 ? "no arguments" : `at most ${names.length} (${names.join(", ")})`;
  return new Fault("too-many-arguments", `"${call.name}" takes ${takes}, but ${given} are given`, { span: call.nameSpan });
}

const NONE: ValueMap = mapOf([]);

/** The arguments' values together with those of `*list` and `**dict`. */
export function evaluateSpread(definition: Definition, slots: Slots, scope: Scope): Bound | Fault | Unknown {
  const written = evaluateArguments(slots, scope, false);
  if (written instanceof Fault || written instanceof Unknown) return written;
  const spread = slots.spread?.(scope);
  return spread === undefined || spread instanceof Fault || spread instanceof Unknown ? spread ?? written : withSpread(definition, written, spread);
}

function withSpread(definition: Definition, written: Bound, { positional, named }: Spread): Bound | Fault {
  const names = Object.keys(definition.params);
  const free = names.filter((name) => !written.args.has(name));
  const args = new Map([...written.args, ...free.slice(0, positional.length).map((name, index) => [name, positional[index] ?? null] as const)]);
  const extra: [string, Value][] = Object.entries(written.named);
  for (const [name, value] of Object.entries(named)) {
    if (names.includes(name) && args.has(name)) return new Fault("syntax-error", `The argument "${name}" is given twice`);
    if (names.includes(name)) args.set(name, value);
    else extra.push([name, value]);
  }
  const rest = [...written.rest, ...positional.slice(free.length)];
  return unfit(definition, { args, rest, extra }) ?? { args, rest, named: mapOf(extra) };
}

/** What is wrong with arguments that were only known when the call was made. */
function unfit(definition: Definition, { args, rest, extra }: { args: ReadonlyMap<string, unknown>; rest: readonly Value[]; extra: readonly (readonly [string, Value])[] }): Fault | undefined {
  const names = Object.keys(definition.params);
  if (rest.length > 0 && !definition.rest) return new Fault("too-many-arguments", `It takes at most ${names.length} arguments`);
  const unknown = definition.named ? undefined : extra[0]?.[0];
  if (unknown !== undefined) return new Fault("unknown-argument", `It has no argument "${unknown}"`, { hint: didYouMean(unknown, names) });
  const missing = names.find((name) => definition.params[name]?.fallback === undefined && !args.has(name));
  return missing === undefined ? undefined : new Fault("missing-argument", `It needs the argument "${missing}"`);
}

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
