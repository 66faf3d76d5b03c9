import type { Event } from "#engine/core/event.js";

/** How sure the predictions of a check run are, counted by task and host. */
export interface Predictions {
  readonly certain: number;
  readonly assumed: number;
  readonly unknown: number;
  /** Changes that tasks with `check_mode: false` made: no predictions. */
  readonly made: number;
}

/** None yet. */
export const noPredictions: Predictions = { certain: 0, assumed: 0, unknown: 0, made: 0 };

/** The counts with one more event. Skipped and failed tasks predict nothing. */
export function counted(predictions: Predictions, event: Event): Predictions {
  if (event.type !== "task-end") return predictions;
  const { outcome } = event;
  if (outcome.kind === "unknown") return { ...predictions, unknown: predictions.unknown + 1 };
  if (outcome.kind !== "ok" && outcome.kind !== "changed") return predictions;
  if (outcome.kind === "changed" && outcome.applied) return { ...predictions, made: predictions.made + 1 };
  const { level } = outcome.certainty;
  return { ...predictions, [level]: predictions[level] + 1 };
}

/** The last line of a check run. */
export function predictionsText({ certain, assumed, unknown, made }: Predictions): string {
  const grounds = assumed > 0 ? " (they rest on changes predicted before them)" : "";
  return `Predictions: ${certain} certain, ${assumed} assumed${grounds}, ${unknown} unknown. ${effect(made)}`;
}

function effect(made: number): string {
  if (made === 0) return "Nothing was changed.";
  return `${made} task${made === 1 ? "" : "s"} with check_mode: false did change a host.`;
}
