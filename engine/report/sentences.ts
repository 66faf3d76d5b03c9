import type { Problem, Unreachable } from "#engine/core/problem.js";
import { problemSentences } from "./problem-sentences.js";
import type { Sentence, Telling } from "./sentence.js";
import { describeUnreachable, unreachableSentences } from "./unreachable-sentences.js";

/** One sentence for every reason there is: a reason that is missing here does not compile. */
export interface Sentences {
  readonly problem: { readonly [R in Problem["reason"]]: (problem: Extract<Problem, { readonly reason: R }>, telling: Telling) => Sentence };
  readonly unreachable: { readonly [R in Unreachable["reason"]]: (cause: UnreachableOf<R>) => Sentence };
}

/** The member of Unreachable that a reason belongs to; several reasons may share one. */
export type UnreachableOf<R extends Unreachable["reason"]> = Unreachable extends infer U ? U extends { readonly reason: infer T } ? R extends T ? U : never : never : never;

const sentences: Sentences = { problem: problemSentences, unreachable: unreachableSentences };

/** Why a task failed. */
export function describeProblem(problem: Problem, telling: Telling = { outputLines: 10, stacks: false }): Sentence {
  const describe = sentences.problem[problem.reason] as (problem: Problem, telling: Telling) => Sentence;
  return describe(problem, telling);
}

export { describeUnreachable };
