import type { PlannedTask } from "#engine/plan/types.js";
import { writtenName } from "#engine/plan/walk.js";

/** What a handler is known by from one run to the next: its role and its name as written. */
export function handlerKey(handler: PlannedTask): string {
  return handler.role === undefined ? writtenName(handler) : `${handler.role.name} : ${writtenName(handler)}`;
}
