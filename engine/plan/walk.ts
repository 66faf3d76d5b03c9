import type { PlannedItem, PlannedPlay, PlannedTask } from "./types.js";

/** Every task below these items, in order. What includes will bring is not among them, nor is `meta`. */
export function tasksOf(items: readonly PlannedItem[]): readonly PlannedTask[] {
  return items.flatMap((item) => {
    if (item.kind === "task") return [item];
    return tasksOf(below(item));
  });
}

/** Every task of a play, handlers last. */
export function allTasks(play: PlannedPlay): readonly PlannedTask[] {
  return [...tasksOf(play.items), ...play.handlers];
}

/** These tasks, and those that includes will bring as far as they are known. */
export function withIncluded(tasks: readonly PlannedTask[]): readonly PlannedTask[] {
  return tasks.flatMap((task) => task.include === undefined ? [task] : [task, ...withIncluded(tasksOf(task.include.known))]);
}

/** Every task of a play that is known before the run: also those of includes. */
export function knownTasks(play: PlannedPlay): readonly PlannedTask[] {
  return withIncluded([...allTasks(play), ...metasOf(play.items)]);
}

function metasOf(items: readonly PlannedItem[]): readonly PlannedTask[] {
  return items.flatMap((item) => {
    if (item.kind === "meta") return [item.task];
    return metasOf(below(item));
  });
}

function below(item: PlannedItem): readonly PlannedItem[] {
  if (item.kind === "role") return item.items;
  return item.kind === "block" ? [...item.block, ...item.rescue, ...item.always] : [];
}

/** The items without the tasks that are not wanted; a block that lost all its tasks goes too. */
export function filterTasks(items: readonly PlannedItem[], wanted: (task: PlannedTask) => boolean): readonly PlannedItem[] {
  return items.flatMap((item): readonly PlannedItem[] => {
    if (item.kind === "flush") return [item];
    if (item.kind === "meta") return wanted(item.task) ? [item] : [];
    if (item.kind === "task") return wanted(item) ? [item] : [];
    if (item.kind === "role") return [{ ...item, items: filterTasks(item.items, wanted) }];
    const block = filterTasks(item.block, wanted);
    const rescue = filterTasks(item.rescue, wanted);
    const always = filterTasks(item.always, wanted);
    return block.length + always.length === 0 ? [] : [{ ...item, block, rescue, always }];
  });
}

/** The name of a task as it is written, for messages and lists. */
export function writtenName(task: PlannedTask): string {
  if (typeof task.name === "string") return task.name;
  return task.name.kind === "scalar" ? String(task.name.value) : "";
}
