import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import { checkHandlers } from "./check-handlers.js";
import { checkNames } from "./check-names.js";
import { checkSources } from "./check-sources.js";
import { PlanContext, type ModuleTable } from "./context.js";
import { planPlay } from "./plan-play.js";
import { hostsOf } from "./play-hosts.js";
import { readPlaybook } from "./read-playbook.js";
import { startAt } from "./start-at.js";
import { selects, unknownTags, type TagChoice } from "./tags.js";
import type { PlannedPlay, RunPlan } from "./types.js";
import { filterTasks, tasksOf } from "./walk.js";

/** What a user asked for. */
export interface PlanInput extends TagChoice {
  readonly playbooks: readonly string[];
  /** -i, as given. */
  readonly inventories: readonly string[];
  readonly limit: string | undefined;
  readonly extraVars: readonly Layer[];
  readonly startAtTask: string | undefined;
  readonly table: ModuleTable;
  /** More folders with roles, such as the working folder's roles/; those beside the playbook and beside its folder come first. */
  readonly rolePaths: readonly string[];
}

/** Reads and checks everything that can be checked without a host. All errors come back together. */
export function planRun(input: PlanInput): Result<RunPlan, readonly Diagnostic[]> {
  const context = new PlanContext(input.table, input.rolePaths.map((path) => resolve(path)));
  const inventory = loadInventory(input.inventories);
  context.report(...inventory.ok ? inventory.value.warnings : inventory.error);
  const bodies = input.playbooks.flatMap((file) => readPlaybook(context, file)).map((raw) => ({ raw, body: planPlay(context, raw) }));
  if (!inventory.ok) return err(context.diagnostics);
  const plays = bodies.map(({ raw, body }): PlannedPlay => ({ ...body, ...hostsOf(context, raw, { inventory: inventory.value, limit: input.limit, extraVars: input.extraVars, layers: body.layers }) }));
  const chosen = choose(context, plays, input);
  if (!hasErrors(context)) check(context, chosen, { inventory: inventory.value, extraVars: input.extraVars });
  if (hasErrors(context)) return err(context.diagnostics);
  return ok({ plays: chosen, inventory: inventory.value, extraVars: input.extraVars, warnings: context.diagnostics, playbooks: input.playbooks });
}

function hasErrors(context: PlanContext): boolean {
  return context.diagnostics.some((each) => each.severity === "error");
}

function choose(context: PlanContext, plays: readonly PlannedPlay[], input: PlanInput): readonly PlannedPlay[] {
  context.report(...unknownTags(input, plays.flatMap((play) => tasksOf(play.items))));
  const tagged = plays.map((play) => ({
    ...play,
    facts: play.facts !== undefined && selects(input, play.facts) ? play.facts : undefined,
    items: filterTasks(play.items, (task) => selects(input, task)),
  }));
  if (input.startAtTask === undefined) return tagged;
  const cut = startAt(tagged, input.startAtTask);
  if (cut.ok) return cut.value;
  context.report(cut.error);
  return tagged;
}

function check(context: PlanContext, plays: readonly PlannedPlay[], { inventory, extraVars }: { inventory: Inventory; extraVars: readonly Layer[] }): void {
  for (const play of plays) context.report(...checkHandlers(play), ...checkSources(play));
  context.report(...checkNames(plays, (host) => inventory.layersOf(host).filter(isWritten), extraVars));
}
