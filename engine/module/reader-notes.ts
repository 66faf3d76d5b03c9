import type { Problem } from "#engine/core/problem.js";

/** What is noted while a module looks: what its answers rest on, and what kept them from being given. */
export class Notes {
  readonly #causes = new Set<string>();
  readonly #undecided = new Set<string>();
  #problem: Problem | undefined;

  get causes(): readonly string[] {
    return [...this.#causes];
  }

  get undecided(): readonly string[] {
    return [...this.#undecided];
  }

  /** The first one: later ones mostly follow from it. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** An answer rests on the predicted change of a task. */
  rest(cause: string): void {
    this.#causes.add(cause);
  }

  undecide(what: string): void {
    this.#undecided.add(what);
  }

  fail(problem: Problem): void {
    this.#problem ??= problem;
  }
}
