import type { TaskName } from "#engine/core/event.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, scalarText } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { writtenName } from "#engine/plan/walk.js";
import type { PlayRun } from "./context.js";
import { handlersNamed } from "./flush-handlers.js";
import { copyKey, withoutCopy } from "./handler-key.js";
import type { HostRun } from "./host-run.js";
import { scopeOf } from "./task-scope.js";

/** The names that a task notifies; of a loop, those of its items that were not skipped. */
function notifiedNames({ task, scope, itemNames }: Notifier): readonly string[] {
  return itemNames.length === 0 ? namesNotified(task, scope) : itemNames;
}

/** What `notify` comes to with these variables. */
export function namesNotified(task: PlannedTask, scope: Scope): readonly string[] {
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
  readonly itemNames: readonly string[];
}

/** What a changed task notifies, or may; a name that no handler has is an error, as in Ansible. */
export function handlersOf(run: PlayRun, host: HostRun, by: Notifier): Result<readonly PlannedTask[], Problem> {
  const found: PlannedTask[] = [];
  const called = (handler: PlannedTask): string => handlerName(handler, () => scopeOf(run, handler, host));
  for (const name of notifiedNames(by)) {
    const handlers = handlersNamed(run.state.handlers, name, { task: by.task, called });
    if (handlers.length === 0) return err({ reason: "refused", message: `no handler of this play is called "${name}" or listens to it`, hint: "Handlers of roles can be notified once the role is part of the play" });
    found.push(...handlers);
  }
  return ok(found);
}

/** A handler's name, rendered; as it is written where that cannot be done yet. */
function handlerName(handler: PlannedTask, scope: () => Scope): string {
  const written = writtenName(handler);
  if (typeof handler.name === "string" || !isTemplate(written)) return written;
  const rendered = renderNode(handler.name, scope());
  return rendered.ok ? scalarText(rendered.value) ?? written : written;
}

/** Remembers the handlers of a task. In a real run they are owed from this moment on, whatever happens to the run. */
export function notify(run: PlayRun, host: HostRun, by: TaskName, { handlers, certain }: { readonly handlers: readonly PlannedTask[]; readonly certain: boolean }): void {
  const keys = handlers.map(copyKey);
  const fresh = keys.filter((key) => !host.notified.has(key));
  for (const key of keys) host.notified.set(key, { certain: certain || host.notified.get(key)?.certain === true });
  if (keys.length === 0) return;
  if (!run.context.options.check) run.context.options.owed.owe(host.name, keys.map(withoutCopy));
  if (fresh.length > 0) run.context.tell({ type: "notified", host: host.name, handlers: fresh.map(withoutCopy), by });
}
