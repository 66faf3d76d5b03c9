import type { Problem } from "#engine/core/problem.js";
import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { ActionModule, Control, Missing, QueryModule, Refusal, StateModule } from "./contract.js";
import type { Answer, Directive, ErasedAction, ErasedQuery, PlannedModule, Prepared } from "./erased.js";
import { planState } from "./plan-state.js";

/** Makes the engine's view of a module with a state. The one place where its types are erased: the engine hands back what `prepare` gave. */
export function defineModule<P, S extends object, I = P>(module: StateModule<P, S, I>): PlannedModule {
  return {
    ...described(module),
    kind: "state",
    settle: module.settle ?? 0,
    prepare: preparer(module),
    plan: (host, input, options) => planState(module, host, input as I, options),
    resource: (input) => module.resource(input as I),
  };
}

/** Makes the engine's view of an action. */
export function defineAction<P, I = P>(module: ActionModule<P, I>): ErasedAction {
  return {
    ...described(module),
    kind: "action",
    prepare: preparer(module),
    resource: (input) => module.resource(input as I),
    guard: (host, input) => module.guard?.(host, input as I) ?? Promise.resolve(undefined),
    skips: module.skips ?? false,
    unneeded: (input) => module.unneeded?.(input as I) ?? {},
    reads: (input) => module.reads?.(input as I) ?? false,
    changes: (input) => module.changes?.(input as I) ?? true,
    steps: (input) => module.steps(input as I),
    result: (outputs, input) => module.result(outputs, input as I),
    effects: (input) => module.effects?.(input as I) ?? [],
  };
}

/** Makes the engine's view of a query. */
export function defineQuery<P, I = P>(module: QueryModule<P, I>): ErasedQuery {
  return {
    ...described(module),
    kind: "query",
    controlOnly: module.controlOnly ?? false,
    ahead: module.ahead ?? false,
    prepare: preparer(module),
    async answer(host, input): Promise<Answer> {
      const said = await module.answer(host, input as I);
      const problem = host.problem?.();
      if (problem !== undefined) return { kind: "problem", problem };
      if (said instanceof Unknown) return { kind: "unknown", because: said.because };
      if ("missing" in said) return { kind: "missing", problem: problemOf(said) };
      if ("refused" in said) return { kind: "problem", problem: problemOf(said) };
      return { kind: "answer", result: said };
    },
  };
}

/** Makes the description of a module that the engine itself carries out. */
export function defineDirective(module: Omit<Directive, "kind" | "verbatim"> & { readonly verbatim?: readonly string[] }): Directive {
  return { ...described(module), kind: "directive", verbatim: module.verbatim ?? [] };
}

/** Whether a look came back with "the host lacks ...". */
export function isMissing(value: unknown): value is Missing {
  return typeof value === "object" && value !== null && "missing" in value && typeof value.missing === "string";
}

/** Whether a module says no. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";
}

/** The problem that a missing thing or a refusal is, when nothing can still bring it. */
export function problemOf(said: Missing | Refusal): Problem {
  const hint = said.hint !== undefined ? { hint: said.hint } : {};
  return "missing" in said ? { reason: "missing", what: said.missing, ...hint } : { reason: "refused", message: said.refused, ...hint };
}

function described(module: StateModule<never, never, never> | object): Described {
  const { name, summary, description, params, examples, returns } = module as Described;
  return { name, summary, params, examples, ...(description !== undefined && { description }), ...(returns && { returns }) };
}

type Described = Pick<PlannedModule, "name" | "summary" | "description" | "params" | "examples" | "returns">;

interface Preparing<P, I> {
  prepare?(params: P, control: Control): Promise<I | Refusal | Problem | Unknown>;
}

function preparer<P, I>(module: Preparing<P, I>): (params: ValueMap, control: Control) => Promise<Prepared> {
  return async (params, control) => {
    if (module.prepare === undefined) return { kind: "input", input: params };
    const made = await module.prepare(params as P, control);
    if (made instanceof Unknown) return { kind: "unknown", because: made.because };
    if (isRefusal(made)) return { kind: "problem", problem: problemOf(made) };
    if (isProblem(made)) return { kind: "problem", problem: made };
    return { kind: "input", input: made };
  };
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "reason" in value && typeof value.reason === "string";
}
