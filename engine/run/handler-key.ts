import type { PlannedTask } from "#engine/plan/types.js";
import { writtenName } from "#engine/plan/walk.js";

/** What a handler is known by from one run to the next: its role and its name as written. */
export function handlerKey(handler: PlannedTask): string {
  return handler.role === undefined ? writtenName(handler) : `${handler.role.name} : ${writtenName(handler)}`;
}

/** Separates the two parts of a copy's key; no name has it. */
const COPY = "\u0000";

/** Whether it came with an include: a role that is included several times brings a copy of its handlers each time, with the variables of that include. */
export function isCopy(handler: PlannedTask): boolean {
  return handler.id.includes("/");
}

/** What it is known by during a run, which tells copies apart, and handlers of a role that stands in the play several times. */
export function copyKey(handler: PlannedTask): string {
  const key = handlerKey(handler);
  return handler.role === undefined && !isCopy(handler) ? key : `${key}${COPY}${handler.id}`;
}

/** The handler that a key of a run stands for, whatever the copy. */
export function withoutCopy(key: string): string {
  return key.split(COPY, 1)[0] ?? key;
}

/** Whether the tasks of an id are those of the include that brought the handler, or below it; how near: the length of what they share; 0 where they share nothing. */
export function nearness(handler: PlannedTask, task: PlannedTask): number {
  const around = handler.id.slice(0, handler.id.lastIndexOf("/") + 1);
  return task.id.startsWith(around) ? around.length : 0;
}
