import type { Event, Outcome, TaskName } from "#engine/core/event.js";
import { resultValue } from "#engine/run/result-value.js";
import type { Item, Json, Recap, Row, RowOutcome } from "./outcome.js";

function allRows(events: readonly Event[]): readonly Row[] {
  const items = new Map<string, Item[]>();
  return events.flatMap((event) => {
    switch (event.type) {
      case "item-end": {
        const key = `${event.task.id}\n${event.host}`;
        items.set(key, [...items.get(key) ?? [], { outcome: outcomeOf(event.outcome), values: valuesOf(event.task, event.outcome) }]);
        return [];
      }
      case "task-end": return [rowOf(event, taken(items, event))];
      case "host-unreachable": return event.task === undefined ? [] : [{ ...common(event.task), host: event.host, outcome: "unreachable" as const, items: taken(items, { task: event.task, host: event.host }), looped: false, check: false, values: undefined }];
      default: return [];
    }
  });
}

/** The rows of a run. A host that was lost in a task that ignores it is told of twice: once is enough. */
export function rowsOf(events: readonly Event[]): readonly Row[] {
  const rows = allRows(events);
  return rows.filter((row, index) => row.outcome !== "skipped" || !rows.slice(0, index).some((other) => other.outcome === "unreachable" && other.taskId === row.taskId && other.host === row.host));
}

/** The items of a task on a host that were seen so far: a task that is played again (in a looped include) starts with none. */
function taken(items: Map<string, Item[]>, { task, host }: { readonly task: TaskName; readonly host: string }): readonly Item[] {
  const key = `${task.id}\n${host}`;
  const found = items.get(key) ?? [];
  items.delete(key);
  return found;
}

function rowOf({ task, host, outcome }: Extract<Event, { type: "task-end" }>, items: readonly Item[]): Row {
  return { ...common(task), host, outcome: outcomeOf(outcome), items, looped: items.length > 0, check: false, values: items.length > 0 ? undefined : valuesOf(task, outcome) };
}

function common(task: TaskName): Pick<Row, "play" | "role" | "task" | "taskId" | "module"> {
  return { play: task.play, role: task.role, task: task.name, taskId: task.id, module: task.module };
}

function outcomeOf(outcome: Outcome): RowOutcome {
  return outcome.kind === "failed" && outcome.ignored ? "ignored" : outcome.kind;
}

function valuesOf(task: TaskName, outcome: Outcome): Json | undefined {
  return task.noLog || outcome.kind === "unknown" ? undefined : resultValue(outcome, task.name) as unknown as Json;
}

/** The recap as Ansible counts. */
export function recapOf(events: readonly Event[]): Readonly<Record<string, Recap>> {
  const end = events.find((event) => event.type === "run-end");
  return Object.fromEntries((end?.recap ?? []).map(({ host, ok, changed, skipped, failed, rescued, ignored, unreachable }) => [host, { ok, changed, skipped, failed, rescued, ignored, unreachable }]));
}
