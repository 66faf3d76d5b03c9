import { entryOf } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import { textAt } from "./nodes.js";
import type { PlannedItem, PlannedTask } from "./types.js";

const ACTIONS = ["flush_handlers", "end_play", "end_batch", "end_host", "clear_facts", "clear_host_errors", "refresh_inventory", "reset_connection", "noop"] as const;

/** What `meta` can do. */
export type MetaAction = (typeof ACTIONS)[number];

/** Plans `meta: action`. What is no action has been told of by the check of its parameters. */
export function planMeta(context: PlanContext, task: PlannedTask): readonly PlannedItem[] {
  const said = textAt(task.args, "action");
  const action = ACTIONS.find((each) => each === said);
  if (action === undefined) return [];
  if (action === "flush_handlers" && task.keywords.when.length > 0) {
    context.warn("when-not-supported", "meta: flush_handlers runs whatever its `when` says, as in Ansible", entryOf(task.args, "action")?.value.place ?? task.place, "Put the condition on the handlers");
  }
  return [{ kind: "meta", action, task }];
}
