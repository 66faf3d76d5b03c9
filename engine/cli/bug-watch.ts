import type { Event } from "#engine/core/event.js";

/** Looks out for tasks that a bug in tsplay stopped: such a run ends with the exit code of an internal error, whatever else happened. */
export class BugWatch {
  #found = false;

  /** Looks at one event of the run. */
  see(event: Event): void {
    if ((event.type === "task-end" || event.type === "item-end") && event.outcome.kind === "failed" && event.outcome.problem.reason === "internal") this.#found = true;
  }

  get found(): boolean {
    return this.#found;
  }
}
