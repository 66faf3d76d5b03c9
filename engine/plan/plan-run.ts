import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import { checkBecomeVariables } from "./check-become.js";
import { checkHosts } from "./check-hosts.js";
import { checkHandlers } from "./check-handlers.js";
import { checkLocked } from "./check-locked.js";
import { checkNames } from "./check-names.js";
import { checkSources } from "./check-sources.js";
import { PlanContext, type ModuleTable, type PlanLookups } from "./context.js";
import { createExpander } from "./expand.js";
import { planPlay, type PlayBody } from "./plan-play.js";
import { hostsOf } from "./play-hosts.js";
import { readPlaybook, type RawPlay } from "./read-playbook.js";
import { startAt } from "./start-at.js";
import { selects, unknownTags, type TagChoice } from "./tags.js";
import type { PlannedPlay, RunPlan } from "./types.js";
import { filterTasks, knownTasks, tasksOf, withIncluded } from "./walk.js";

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
  readonly lookups?: PlanLookups | undefined;
}

/** Reads and checks everything that can be checked without a host. All errors come back together. */
export function planRun(input: PlanInput): Result<RunPlan, readonly Diagnostic[]> {
  const context = new PlanContext({ table: input.table, rolePaths: input.rolePaths.map((path) => resolve(path)), extraVars: input.extraVars, lookups: input.lookups });
  const inventory = loadInventory(input.inventories);
  context.report(...inventory.ok ? inventory.value.warnings : inventory.error);
  const bodies = input.playbooks.flatMap((file) => readPlaybook(context, file)).map((raw) => ({ raw, body: planPlay(context, raw) }));
  if (!inventory.ok) return err(context.diagnostics);
  const growing = growsAt(bodies.map(({ body }) => body));
  const plays = bodies.map(({ raw, body }, index) => withHosts(context, { raw, body, mayGrow: growing !== undefined && index > growing }, { ...input, inventory: inventory.value }));
  const chosen = choose(context, plays, input);
  context.report(...checkHosts(chosen, inventory.value, input.limit));
  if (!context.hasErrors) check(context, chosen, { inventory: inventory.value, extraVars: input.extraVars });
  if (context.hasErrors) return err(context.diagnostics);
  return ok({
    plays: chosen, inventory: inventory.value, extraVars: input.extraVars, warnings: context.diagnostics, playbooks: input.playbooks,
    expander: createExpander(context.sources, input),
  });
}

/** The first play that may add hosts or groups: the patterns of those after it can name what is not there yet. */
function growsAt(bodies: readonly PlayBody[]): number | undefined {
  const index = bodies.findIndex((body) => withIncluded([...tasksOf(body.items), ...body.handlers]).some(({ module, include }) => GROWING.includes(module.name) || include?.open === true));
  return index === -1 ? undefined : index;
}

const GROWING: readonly string[] = ["add_host", "group_by"];

interface Body {
  readonly raw: RawPlay;
  readonly body: PlayBody;
  readonly mayGrow: boolean;
}

function withHosts(context: PlanContext, { raw, body, mayGrow }: Body, { inventory, limit, extraVars, lookups }: Pick<PlanInput, "limit" | "extraVars" | "lookups"> & { inventory: Inventory }): PlannedPlay {
  const matching = (from: Inventory, strict: boolean): ReturnType<typeof hostsOf> => hostsOf(raw, { inventory: from, limit, strict, extraVars, lookups, layers: body.layers });
  const rematch: PlannedPlay["rematch"] = (grown) => matching(grown, false);
  const matched = matching(inventory, !mayGrow);
  if (!matched.ok) context.report(...matched.error);
  return { ...body, ...(matched.ok ? matched.value : { hosts: [], hostLayers: new Map() }), rematch };
}

function choose(context: PlanContext, plays: readonly PlannedPlay[], input: PlanInput): readonly PlannedPlay[] {
  const known = plays.flatMap(knownTasks);
  if (!known.some((task) => task.include?.open === true)) context.report(...unknownTags(input, known));
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
  const layersOf = (host: string): readonly Layer[] => inventory.layersOf(host).filter(isWritten);
  const layers = plays.flatMap((play) => [...play.layers, ...play.hosts.flatMap((host) => [...layersOf(host), ...play.hostLayers.get(host) ?? []])]);
  context.report(...checkNames(plays, layersOf, extraVars), ...checkLocked(layers), ...checkBecomeVariables([...layers, ...extraVars]));
}
