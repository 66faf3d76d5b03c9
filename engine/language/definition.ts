import type { Value, ValueMap } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import type { Reading } from "./reading.js";
import type { Scope } from "./scope.js";
import { open, seal } from "./secret-parts.js";

/** A parameter of a filter, test, function or method. */
export interface Param<T> {
  readonly reading: Reading<T> | undefined;
  /** What it is when not given; without it the parameter is required. */
  readonly fallback?: { readonly value: T };
}

/** An argument that is only evaluated when asked for, and may be undefined. */
export type Lazy = () => Outcome;

/** What a definition can use besides its input and parameters. */
export interface Call {
  readonly scope: Scope;
  /** Further arguments, of definitions with `rest` or `named`. */
  readonly rest: readonly Value[];
  readonly named: ValueMap;
  /** For filters that take the name of another, such as `map('upper')`. */
  readonly filter: (name: string) => Definition | undefined;
  readonly test: (name: string) => Definition | undefined;
}

/** A filter, test, function or method as the compiler sees it; types are erased here and nowhere else. */
export interface Definition {
  /** What Jinja or Ansible documents for it. */
  readonly doc: string;
  readonly params: Readonly<Record<string, Param<unknown>>>;
  /** Takes further positional arguments. */
  readonly rest: boolean;
  /** Takes further arguments with names of any kind. */
  readonly named: boolean;
  run(input: Outcome, args: ReadonlyMap<string, Outcome | Lazy>, call: Call): Outcome;
}

type Params = Readonly<Record<string, { readonly reading: Reading<unknown> | undefined; readonly fallback?: { readonly value: unknown } }>>;
type ArgsOf<P> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** How a definition is written down. */
interface Spec<I, P extends Params> {
  readonly doc: string;
  /** What it works on. */
  readonly input: Reading<I>;
  readonly params?: P;
  readonly rest?: boolean;
  readonly named?: boolean;
  /**
   * "sealed" (the default): secrets are opened for it, and what it gives is secret again.
   * "carried": it moves values without looking into them, or looks only with engine/language/comparison.
   */
  readonly secrets?: "sealed" | "carried";
  /** With "sealed": numbers made of a secret are as secret as texts. */
  readonly sealNumbers?: boolean;
  apply(input: I, args: ArgsOf<P>, call: Call): Outcome;
}

/** Makes a definition of a spec. `P` is inferred from `params`, so that `apply` gets its arguments by name and with their types. */
export function define<I, const P extends Params = Params>(spec: Spec<I, P>): Definition {
  const params = (spec.params ?? {}) as Readonly<Record<string, Param<unknown>>>;
  return {
    doc: spec.doc, params, rest: spec.rest ?? false, named: spec.named ?? false,
    run: (input, args, call) => withinMemory(() => spec.secrets === "carried" ? runCarried(spec, params, { input, args, call }) : runSealed(spec, params, { input, args, call })),
  };
}

/** V8 says with a RangeError that a text would be longer than it can hold, or a value nested deeper than its stack. */
function withinMemory(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) return new Fault("too-large", "It would be larger, or is nested deeper, than there is memory for");
    throw error;
  }
}

/** A definition whose input may be undefined, unknown or anything else, with arguments evaluated on demand. */
export function defineLenient(spec: { doc: string; params: readonly string[]; apply(input: Outcome, args: (name: string) => Outcome | undefined, call: Call): Outcome }): Definition {
  const params = Object.fromEntries(spec.params.map((name) => [name, { reading: undefined, fallback: { value: undefined } }]));
  return {
    doc: spec.doc, params, rest: false, named: false,
    run: (input, args, call) => spec.apply(input, (name) => { const arg = args.get(name); return typeof arg === "function" ? arg() : arg; }, call),
  };
}

/** Whether a definition takes an undefined input and lazy arguments. */
export function isLenient(definition: Definition): boolean {
  return Object.values(definition.params).some((param) => param.reading === undefined);
}

interface Invocation { readonly input: Outcome; readonly args: ReadonlyMap<string, Outcome | Lazy>; readonly call: Call }

function runCarried<I, P extends Params>(spec: Spec<I, P>, params: Definition["params"], { input, args, call }: Invocation): Outcome {
  const value = needed(input);
  if (isStuck(value)) return value;
  const read = spec.input.read(value);
  if (read === undefined) return typeFault(`It works on ${spec.input.name}, not on ${kindOf(value)}`);
  const bound = readArguments(params, args, (each) => each);
  return bound instanceof Fault ? bound : spec.apply(read, bound as ArgsOf<P>, call);
}

function runSealed<I, P extends Params>(spec: Spec<I, P>, params: Definition["params"], { input, args, call }: Invocation): Outcome {
  const value = needed(input);
  if (isStuck(value)) return value;
  const all = [value, ...[...args.values()].filter((arg) => typeof arg !== "function"), ...call.rest, ...Object.values(call.named)] as Value[];
  const opened = all.map(open);
  const unknown = opened.find((part) => part.unknown !== undefined)?.unknown;
  if (unknown !== undefined) return unknown;
  if (!opened.some((part) => part.hadSecret)) return runCarried(spec, params, { input, args, call });
  const plainArgs = new Map([...args].map(([name, arg]) => [name, typeof arg === "function" ? arg : open(arg as Value).value]));
  const plainCall = { ...call, rest: call.rest.map((each) => open(each).value), named: open(call.named).value as ValueMap };
  const result = needed(runCarried(spec, params, { input: open(value).value, args: plainArgs, call: plainCall }));
  return result instanceof Fault ? withoutDetail(result) : seal(result, spec.sealNumbers);
}

/** A fault about opened secrets could quote them. */
function withoutDetail(fault: Fault): Fault {
  return new Fault(fault.code, "It does not work on this secret value", { hint: fault.hint });
}

function readArguments(params: Definition["params"], args: ReadonlyMap<string, Outcome | Lazy>, prepare: (value: Value) => Value): Record<string, unknown> | Fault {
  const bound: Record<string, unknown> = {};
  for (const name of Object.keys(params)) {
    const param = params[name];
    const given = args.get(name);
    if (given === undefined || typeof given === "function" || param?.reading === undefined) bound[name] = param?.fallback?.value;
    else {
      const read = param.reading.read(prepare(given as Value));
      if (read === undefined) return typeFault(`"${name}" must be ${param.reading.name}, not ${kindOf(given as Value)}`);
      bound[name] = read;
    }
  }
  return bound;
}
