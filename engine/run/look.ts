import type { Certainty } from "#engine/core/change.js";
import type { Answer, ErasedQuery, Plan, PlannedModule } from "#engine/module/erased.js";
import { createReader } from "#engine/module/create-reader.js";
import type { Picture } from "#engine/module/picture.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Asking } from "./while-fresh.js";

/** What a look came to, and how sure it is. */
export interface Look {
  readonly found: { readonly kind: "plan"; readonly plan: Plan } | { readonly kind: "answer"; readonly answer: Answer };
  readonly certainty: Certainty;
  /** What the answer hangs on that only a real run can settle; empty in a real run. */
  readonly undecided: readonly string[];
}

/** What is needed to look at a host. */
export interface Sight {
  readonly session: Asking;
  readonly picture: Picture | undefined;
  readonly facts: ValueMap;
}

/** Looks with a state module or a query. `again`: the second look, after acting. */
export async function look(module: PlannedModule | ErasedQuery, input: unknown, sight: Sight, again = false): Promise<Look> {
  const { session, picture, facts } = sight;
  const sense = createReader({ ask: (command) => session.run(command), read: (command) => session.read(command), picture, facts });
  const found = module.kind === "state"
    ? { kind: "plan" as const, plan: await module.plan(sense.reader, input, { again, predicted: (resource) => sense.predicted(resource) }) }
    : { kind: "answer" as const, answer: await module.answer(sense.reader, input) };
  const after = sense.restsOn();
  return { found, certainty: after.length === 0 ? { level: "certain" } : { level: "assumed", after }, undecided: sense.undecided() };
}
