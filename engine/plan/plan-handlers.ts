import type { Node } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";
import { planItems } from "./plan-items.js";
import type { PlannedItem, PlannedRole, PlannedTask } from "./types.js";

/** Plans handlers: tasks that wait to be notified by name or by a topic they listen to. Tags and conditions around the play do not hold for them. */
export function planHandlers(context: PlanContext, nodes: readonly Node[], place: ListPlace): readonly PlannedTask[] {
  return planItems(context, nodes, { ...place, handler: true }).flatMap((item) => handlersIn(context, item));
}

function handlersIn(context: PlanContext, item: PlannedItem): readonly PlannedTask[] {
  if (item.kind === "task") return [item];
  if (item.kind === "flush" || item.kind === "meta") return [];
  if (item.kind === "role") return item.items.flatMap((each) => handlersIn(context, each));
  context.error("block-handler", "a block cannot be a handler", item.place, "Give each of its tasks a name to notify, or let them `listen` to one topic");
  return [];
}

/** The names by which a handler can be notified. */
export function namesOf(handler: PlannedTask): readonly string[] {
  const name = typeof handler.name === "string" ? handler.name : handler.name.kind === "scalar" ? String(handler.name.value) : "";
  return [name, ...(handler.role === undefined ? [] : rolePrefixes(handler.role).map((role) => `${role} : ${name}`)), ...handler.listen];
}

/** What may stand before the name of a role's handler. */
export function rolePrefixes({ name, fullName }: PlannedRole): readonly string[] {
  return [...new Set([name, fullName])];
}
