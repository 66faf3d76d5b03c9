import type { Outcome, TaskName } from "#engine/core/event.js";
import { isList, scalarText } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { handlersNamed } from "./flush-handlers.js";
import { copyKey, withoutCopy } from "./handler-key.js";
import type { HostRun } from "./host-run.js";

function notifiedNames({ task, scope }: Notifier): readonly string[] {
  return task.keywords.notify.flatMap((node) => {
    const rendered = renderNode(node, scope);
    if (!rendered.ok) return [];
    return (isList(rendered.value) ? rendered.value : [rendered.value]).flatMap((name) => scalarText(name) ?? []);
  });
}

interface Notifier {
  readonly task: PlannedTask;
  readonly name: TaskName;
  readonly scope: Scope;
}

/** Remembers the handlers of a changed task. In a real run they are owed from this moment on, whatever happens to the run. */
export function notify(run: PlayRun, host: HostRun, by: Notifier, outcome: Outcome): void {
  const certain = outcome.kind === "changed";
  if (!certain && outcome.kind !== "unknown") return;
  const keys = notifiedNames(by).flatMap((name) => handlersNamed(run.state.handlers, name, by.task)).map(copyKey);
  const fresh = keys.filter((key) => !host.notified.has(key));
  for (const key of keys) host.notified.set(key, { certain: certain || host.notified.get(key)?.certain === true });
  if (keys.length === 0) return;
  if (!run.context.options.check) run.context.options.owed.owe(host.name, keys.map(withoutCopy));
  if (fresh.length > 0) run.context.tell({ type: "notified", host: host.name, handlers: fresh.map(withoutCopy), by: by.name });
}
