import { oneLine } from "#engine/report/visible.js";
import type { PlannedPlay, PlannedTask, RunPlan } from "#engine/plan/types.js";
import { tasksOf, writtenName } from "#engine/plan/walk.js";

/** What --list-hosts prints. */
export function hostList({ plays }: RunPlan): string {
  return plays.map((play, index) => [`${title(play, index)}: ${counted(play.hosts.length, "host")}`, ...play.hosts.map((host) => `    ${oneLine(host)}`), ""].join("\n")).join("\n");
}

/** What --list-tasks prints: tasks in their order, with tags and places; handlers are not listed, they run when notified. */
export function taskList({ plays }: RunPlan): string {
  return plays.map((play, index) => {
    const tasks = tasksOf(play.items);
    return [`${title(play, index)}: ${counted(tasks.length, "task")}`, ...tasks.map((task) => `    ${taskLine(task)}`), ""].join("\n");
  }).join("\n");
}

/** What --list-tags prints: the tags of a play's tasks, those they have from plays, roles and blocks included. */
export function tagList({ plays }: RunPlan): string {
  return plays.map((play, index) => {
    const tags = [...new Set(tasksOf(play.items).flatMap(({ keywords }) => keywords.tags))].sort();
    return [`${title(play, index)}: ${counted(tags.length, "tag")}`, ...tags.map((tag) => `    ${oneLine(tag)}`), ""].join("\n");
  }).join("\n");
}

function title({ name }: PlannedPlay, index: number): string {
  return `play #${index + 1} (${oneLine(name)})`;
}

function taskLine(task: PlannedTask): string {
  const name = task.role === undefined ? writtenName(task) : `${task.role.fullName} : ${writtenName(task)}`;
  const tags = task.keywords.tags.length === 0 ? "" : `  [${task.keywords.tags.join(", ")}]`;
  return `${oneLine(name)}${oneLine(tags)}  ${oneLine(task.place.file)}:${task.place.line}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
