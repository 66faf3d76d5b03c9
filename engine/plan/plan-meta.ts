import { textAt } from "./nodes.js";
import type { PlannedItem, PlannedTask } from "./types.js";

const ACTIONS = ["flush_handlers", "end_play", "end_batch", "end_host", "clear_facts", "clear_host_errors", "refresh_inventory", "reset_connection", "noop"] as const;

/** What `meta` can do. */
export type MetaAction = (typeof ACTIONS)[number];

/** Plans `meta: action`. What is no action has been told of by the check of its parameters. */
export function planMeta(task: PlannedTask): readonly PlannedItem[] {
  const said = textAt(task.args, "action");
  const action = ACTIONS.find((each) => each === said);
  if (action === undefined) return [];
  return [{ kind: "meta", action, task }];
}
