import type { Event, Outcome, TaskName } from "#engine/core/event.js";
import { oneLine } from "./visible.js";

/** The task that runs now, and how far it is. */
export interface Progress {
  readonly task: TaskName;
  readonly hosts: number;
  readonly done: Readonly<Partial<Record<Outcome["kind"] | "unreachable", number>>>;
}

/** The progress after an event; undefined between tasks. */
export function progressed(progress: Progress | undefined, event: Event): Progress | undefined {
  switch (event.type) {
    case "task-start": return { task: event.task, hosts: event.hosts.length, done: {} };
    case "task-end": return added(progress, event.task, event.outcome.kind);
    case "host-unreachable": return added(progress, event.task, "unreachable");
    case "play-start": case "run-end": return undefined;
    default: return progress;
  }
}

/** `TASK [copy] 12/50 ok 10 changed 2`. */
export function progressText({ task, hosts, done }: Progress): string {
  const counts = Object.entries(done).map(([kind, count]) => `${kind} ${count}`);
  const through = Object.values(done).reduce((sum, count) => sum + count, 0);
  return [`${headerWord(task)} [${titleOf(task)}]`, `${through}/${hosts}`, ...counts].join(" ");
}

/** TASK, or RUNNING HANDLER. */
export function headerWord(task: TaskName): string {
  return task.handler ? "RUNNING HANDLER" : "TASK";
}

/** `role : name`. */
export function titleOf({ role, name }: TaskName): string {
  return oneLine(role === undefined ? name : `${role} : ${name}`);
}

function added(progress: Progress | undefined, task: TaskName | undefined, kind: Outcome["kind"] | "unreachable"): Progress | undefined {
  if (progress === undefined || task?.id !== progress.task.id) return progress;
  return { ...progress, done: { ...progress.done, [kind]: (progress.done[kind] ?? 0) + 1 } };
}
