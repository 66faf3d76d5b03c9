import type { Change, DiffPart, State } from "#engine/core/change.js";
import type { Difference, Missing, Refusal, StateModule } from "./contract.js";
import type { Plan, PlanOptions } from "./erased.js";
import { isMissing, isRefusal, problemOf } from "./define.js";
import { differingKeys } from "./compare.js";
import type { Reader } from "./reader.js";

/** One whole look of a state module: probe (or what was predicted), desired, compare. */
export async function planState<P, S extends object, I>(module: StateModule<P, S, I>, host: Reader, input: I, options: PlanOptions): Promise<Plan> {
  const foretold = module.throughPicture === true ? undefined : options.predicted(module.resource(input));
  const before = foretold === undefined ? await module.probe(host, input) : foretold.state as S | undefined;
  const problem = host.problem?.();
  if (problem !== undefined) return { kind: "problem", problem };
  if (isRefusal(before)) return refused(host, before);
  if (isMissing(before)) return planMissing(module, input, before);
  const wanted = module.desired(input, before);
  if (isRefusal(wanted)) return refused(host, wanted);
  if (isMissing(wanted)) return planMissing(module, input, wanted);
  return compare(module, input, { before, wanted: wanted, again: options.again });
}

/** Where something is undecided the module had to guess: an "ok" that rests on that is reported as unknown. */
function refused(host: Reader, refusal: Refusal): Plan {
  return host.isUndecided?.() === true ? { kind: "ok", values: {} } : { kind: "problem", problem: problemOf(refusal) };
}

interface Compared<S> {
  readonly before: S | undefined;
  readonly wanted: Partial<S> | undefined;
  readonly again: boolean;
}

function compare<P, S extends object, I>(module: StateModule<P, S, I>, input: I, { before, wanted, again }: Compared<S>): Plan {
  const keys = differingKeys(before, wanted).filter((key) => !again || !module.oneShot?.includes(key));
  if (keys.length === 0) return asItIs(module, input, before);
  const after = wanted === undefined ? undefined : { ...before, ...wanted } as S;
  return { kind: "change", ...changeOf(module, input, { before, after, keys }) };
}

function asItIs<P, S extends object, I>(module: StateModule<P, S, I>, input: I, state: S | undefined): Plan {
  const skipped = module.skipped?.(state, input);
  return { kind: "ok", values: module.values?.(state, input) ?? {}, ...(skipped !== undefined && { skipped }) };
}

/** The change a missing thing stands in front of: as if the resource were absent. Whether it can come is for the engine to say. */
function planMissing<P, S extends object, I>(module: StateModule<P, S, I>, input: I, why: Missing): Plan {
  const problem = problemOf(why);
  const wanted = module.desired(input, undefined);
  if (wanted === undefined || isMissing(wanted) || isRefusal(wanted)) return { kind: "missing", problem, assumed: undefined, effects: [], values: {} };
  const after = wanted as S;
  const { change, effects, values } = changeOf(module, input, { before: undefined, after, keys: differingKeys(undefined, after) });
  return { kind: "missing", problem, assumed: change, effects, values };
}

function changeOf<P, S extends object, I>(module: StateModule<P, S, I>, input: I, difference: Difference<S>): Pick<Extract<Plan, { kind: "change" }>, "change" | "effects" | "values"> {
  const resource = module.resource(input);
  const { before, after, keys } = difference;
  const change: Change = {
    resource, keys,
    before: before as State | undefined,
    after: after as State | undefined,
    steps: module.steps(difference, input),
    diff: module.diff?.(difference, input) ?? fields(resource, difference),
  };
  return { change, effects: module.effects?.(difference, input) ?? [], values: module.values?.(after, input) ?? {} };
}

function fields<S extends object>(title: string, { before, after, keys }: Difference<S>): DiffPart[] {
  return [{ kind: "fields", title, before: before as State | undefined, after: after as State | undefined, keys }];
}
