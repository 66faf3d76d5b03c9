import { setTimeout as sleep } from "node:timers/promises";
import type { Problem } from "#engine/core/problem.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Plan } from "#engine/module/erased.js";
import type { Look } from "./look.js";

/** Milliseconds between two looks at something that settles slowly. */
const PAUSE = 200;

/** What is still not as wanted. */
export type Left = Extract<Plan, { kind: "change" }> | { readonly kind: "problem"; readonly problem: Problem };

/** As wanted; `values` are what is there now. */
export interface Settled {
  readonly kind: "settled";
  readonly values: ValueMap;
}

/** Looks until nothing is left to do, for at most `seconds`. */
export async function settled(seconds: number, again: () => Promise<Look>): Promise<Left | Settled> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { found } = await again();
    if (found.kind !== "plan") throw new Error("only a state module is looked at again");
    if (found.plan.kind === "ok") return { kind: "settled", values: found.plan.values };
    if (Date.now() >= end) return found.plan.kind === "change" ? found.plan : { kind: "problem", problem: found.plan.problem };
    await sleep(PAUSE);
  }
}
