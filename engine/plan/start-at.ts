import picomatch from "picomatch";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { PlannedPlay, PlannedTask } from "./types.js";
import { filterTasks, tasksOf, writtenName } from "./walk.js";

function namesOf(task: PlannedTask): readonly string[] {
  const own = writtenName(task);
  return task.role === undefined ? [own] : [own, `${task.role.name} : ${own}`, `${task.role.fullName} : ${own}`];
}

/** The plays without what stands before the first task of this name (a glob is fine). Plays that follow still gather their facts. */
export function startAt(plays: readonly PlannedPlay[], name: string): Result<readonly PlannedPlay[], Diagnostic> {
  const matches = picomatch(name);
  const state = { reached: false };
  const cut = plays.map((play) => ({
    ...play,
    items: filterTasks(play.items, (task) => {
      state.reached ||= namesOf(task).some((each) => each === name || matches(each));
      return state.reached;
    }),
  }));
  if (state.reached) return ok(cut.filter((play) => tasksOf(play.items).length > 0));
  const known = plays.flatMap((play) => tasksOf(play.items).map(writtenName));
  return err(problemAt("unknown-task", `no task is called "${name}"`, { hint: didYouMean(name, known) ?? "--list-tasks shows their names" }));
}
