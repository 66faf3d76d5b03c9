import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { indexOf, isWritten, type AnyLayer, type Layer } from "#engine/inventory/layer.js";
import { lookupsBeside } from "#engine/run/lookups-beside.js";
import { planRun } from "#engine/plan/plan-run.js";
import type { PlannedPlay, PlannedTask } from "#engine/plan/types.js";
import { knownTasks, writtenName } from "#engine/plan/walk.js";
import { oneLine } from "#engine/report/visible.js";
import { moduleTable } from "./module-table.js";
import { levelName } from "./variable-levels.js";

/** A play in which a host takes part, as far as its variables go. */
export interface PlayView {
  /** Its name and place. */
  readonly title: string;
  readonly layersOf: (host: string) => readonly AnyLayer[];
  /** Where tasks set a variable for themselves, or while the run is on. */
  later(variable: string): readonly string[];
  readonly hosts: readonly string[];
}

/** What to plan. */
export interface PlaybookInput {
  readonly playbook: string;
  readonly sources: readonly string[];
  readonly extraVars: readonly Layer[];
  readonly rolePaths: readonly string[];
}

/** The plays of a playbook with their variables; everything that is wrong with it when it cannot be planned. */
export async function playsOf({ playbook, sources, extraVars, rolePaths }: PlaybookInput): Promise<Result<readonly PlayView[], readonly Diagnostic[]>> {
  const plan = planRun({ playbooks: [playbook], inventories: sources, limit: undefined, extraVars, startAtTask: undefined, tags: [], skipTags: [], table: await moduleTable(), rolePaths, lookups: lookupsBeside(true) });
  if (!plan.ok) return err(plan.error);
  const { plays, inventory } = plan.value;
  return ok(plays.map((play) => ({
    title: `${play.name} (${placeText(play.place)})`, hosts: play.hosts,
    layersOf: (host: string): readonly AnyLayer[] => [...inventory.layersOf(host), ...play.hostLayers.get(host) ?? [], ...play.layers, ...extraVars],
    later: (variable: string) => laterIn(play, variable),
  })));
}

function laterIn(play: PlannedPlay, variable: string): readonly string[] {
  const prompts = play.prompts.filter(({ name }) => name === variable).map(() => `  is asked for by vars_prompt of the play (level 13: ${levelName(13)})`);
  return [...new Set([...prompts, ...knownTasks(play).flatMap((task) => [...ownLayers(play, task, variable), ...madeBy(task, variable)])])];
}

/** Variables of roles' parameters, blocks and the task: a task sees them above what the play says. */
function ownLayers(play: PlannedPlay, task: PlannedTask, variable: string): readonly string[] {
  return task.keywords.layers.filter(isWritten).flatMap((layer) => {
    if (play.layers.some(({ vars }) => vars === layer.vars)) return [];
    const entry = indexOf(layer.vars).get(variable);
    if (entry === undefined) return [];
    const where = placeText(entry.keyPlace);
    return [`  in some tasks ${where} (${oneLine(layer.origin)}; level ${layer.level}: ${levelName(layer.level)})\n      ${oneLine(entry.keyPlace.text.trim())}`];
  });
}

function madeBy(task: PlannedTask, variable: string): readonly string[] {
  const told = `"${oneLine(writtenName(task))}", ${placeText(task.place)}`;
  if (task.own.register === variable) return [`  is registered by ${told} (level 19: ${levelName(19)})`];
  if (task.module.name === "set_fact" && task.args.entries.some(({ key }) => key === variable)) return [`  is set by set_fact, ${told} (level 19: ${levelName(19)})`];
  return task.module.name === "include_vars" ? [`  may be set by include_vars, ${told} (level 18: ${levelName(18)})`] : [];
}

function placeText({ file, line }: Place): string {
  return `${oneLine(file)}:${line}`;
}
