import type { ScalarNode } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isTemplate } from "#engine/language/playbook-string.js";
import type { LintTask } from "../lint-file.js";
import { itemsAt, scalarsOf, valueAt } from "../nodes.js";
import type { Project } from "../project.js";
import type { Rule } from "../rule.js";

/** `notify` of a name that no handler has. */
export const unknownHandler: Rule = {
  id: "unknown-handler", planned: true, severity: "error", summary: "notify names a handler that is nowhere",
  task(task, project) {
    const known = project.once(knownHandlers);
    if (known === undefined || isAlone(task, project)) return [];
    return itemsAt(task.map, "notify").flatMap(scalarsOf).flatMap((node) => {
      const name = String(node.value);
      if (isTemplate(name) || known.includes(name) || OF_COLLECTION.test(name)) return [];
      return [{ message: `no handler is called "${name}" or listens to it`, place: node.place, hint: didYouMean(name, known) ?? (known.length === 0 ? "There are no handlers" : `The handlers are: ${known.slice(0, 8).join(", ")}`) }];
    });
  },
};

/** `my.collection.role : handler`: roles of collections may lie where lint does not look. */
const OF_COLLECTION = /^\w+\.\w+\.\w+ : /;

/** Handlers that nothing notifies. */
export const unusedHandler: Rule = {
  id: "unused-handler", severity: "warning", summary: "A handler that nothing notifies never runs",
  task(task, project) {
    if (!task.handler || task.name.startsWith("include_") || task.name === "meta") return [];
    const notified = project.once(notifiedNames);
    if (notified === undefined || handlerNames(task).some((name) => isTemplate(name) || notified.has(name))) return [];
    const name = valueAt(task.map, "name");
    return [{ message: `nothing notifies the handler "${handlerNames(task)[0] ?? ""}"`, place: name?.place ?? task.map.place, hint: "Remove it, or notify it where something changes" }];
  },
};

/** The names of all handlers; undefined when some of them cannot be known. */
function knownHandlers({ tasks }: Project): readonly string[] | undefined {
  const handlers = tasks.filter((each) => each.handler);
  const names = [...new Set(handlers.flatMap(handlerNames))];
  return names.some(isTemplate) || handlers.some((each) => /^(?:include|import)_tasks$/.test(each.name)) ? undefined : names;
}

/** Whether a task stands in a file of tasks that is played together with handlers of others. */
function isAlone({ role, around }: LintTask, { plays }: Project): boolean {
  return role === undefined && plays.length === 0 && !around.some((map) => valueAt(map, "hosts") !== undefined);
}

/** All that is notified; undefined when a template makes a name. */
function notifiedNames({ tasks }: Project): ReadonlySet<string> | undefined {
  const names = tasks.flatMap((each) => itemsAt(each.map, "notify").flatMap(scalarsOf)).map(({ value }) => String(value));
  return names.some(isTemplate) ? undefined : new Set(names);
}

function handlerNames(task: LintTask): readonly string[] {
  const name = valueAt(task.map, "name");
  const own = name?.kind === "scalar" && name.value !== null ? [String(name.value)] : [];
  const role = task.role === undefined ? [] : own.map((each) => `${task.role?.split("/").at(-1) ?? ""} : ${each}`);
  return [...own, ...role, ...itemsAt(task.map, "listen").filter((node): node is ScalarNode => node.kind === "scalar").map((node) => String(node.value))];
}
