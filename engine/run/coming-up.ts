import type { PlannedItem, PlannedTask } from "#engine/plan/types.js";
import { WIDEST } from "./read-ahead.js";

/** So many tasks further on nobody looks: a long play would be walked through once for each of its tasks. */
const HORIZON = 500;

/** What may be looked at ahead: the next tasks that only look at a state, as many as may be under way at once. What a rescue would do is not among them. `beyond`: what comes up behind these items. */
export function comingUp(items: readonly PlannedItem[], from: number, beyond: () => readonly PlannedTask[] = () => []): readonly PlannedTask[] {
  const found: PlannedTask[] = [];
  let left = HORIZON;
  for (const task of tasksFrom(items, from)) {
    if (canLook(task)) found.push(task);
    left -= 1;
    if (left === 0 || found.length === WIDEST) return found;
  }
  return [...found, ...beyond()].slice(0, WIDEST);
}

function* tasksFrom(items: readonly PlannedItem[], from: number): Generator<PlannedTask> {
  for (let index = from; index < items.length; index += 1) {
    const item = items[index];
    if (item?.kind === "task") yield item;
    if (item?.kind === "role") yield* tasksFrom(item.items, 0);
    if (item?.kind !== "block") continue;
    yield* tasksFrom(item.block, 0);
    yield* tasksFrom(item.always, 0);
  }
}

function canLook({ module, keywords, own }: PlannedTask): boolean {
  return (module.kind === "state" || (module.kind === "query" && module.ahead))
    && keywords.delegateTo === undefined && keywords.runOnce === undefined && own.until === undefined;
}
