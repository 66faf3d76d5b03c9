import type { TaskName } from "#engine/core/event.js";
import { scalarText } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { evaluateFlag } from "./flag.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedPlay, PlannedTask } from "#engine/plan/types.js";
import { writtenName } from "#engine/plan/walk.js";

/** What a task is called in reports: its name rendered for the first host, as far as that can be done. */
export function taskName(play: PlannedPlay, task: PlannedTask, scope: Scope): TaskName {
  const rendered = typeof task.name === "string" ? undefined : renderNode(task.name, scope);
  return {
    name: (rendered?.ok === true ? scalarText(rendered.value) : undefined) ?? writtenName(task),
    module: task.module.name, role: task.role?.fullName, play: play.name, handler: task.handler, place: task.place, id: task.id,
    noLog: evaluateFlag(task.keywords.noLog, scope, false),
  };
}
