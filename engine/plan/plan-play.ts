import type { Module } from "#engine/module/erased.js";
import type { MapNode } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { Place } from "#engine/core/place.js";
import type { PlanContext } from "./context.js";
import { inherit, NO_KEYWORDS } from "./keywords.js";
import { nothingGathered, type ListPlace } from "./list-place.js";
import { withModuleDefaults } from "./module-defaults.js";
import { listAt, nodeAt, scalarValue } from "./nodes.js";
import { ownKeywords } from "./own-keywords.js";
import { planHandlers } from "./plan-handlers.js";
import { planItems } from "./plan-items.js";
import { planRoles } from "./plan-role.js";
import { playSettings } from "./play-settings.js";
import { playLayers } from "./play-vars.js";
import type { RawPlay } from "./read-playbook.js";
import { staticText } from "./static-text.js";
import { emptyMapAt, scalarAt } from "./synthetic.js";
import type { FlushHandlers, PlannedItem, PlannedPlay, PlannedTask } from "./types.js";
import { promptsOf } from "./vars-prompt.js";

/** What of a play is known without the inventory. */
export type PlayBody = Omit<PlannedPlay, "hosts" | "hostLayers" | "rematch">;

const FLUSH: FlushHandlers = { kind: "flush", last: false };

/** Plans a play: pre_tasks, roles, tasks, post_tasks, with the handlers flushed after each of the three parts. */
export function planPlay(context: PlanContext, raw: RawPlay): PlayBody {
  const { map, dir } = raw;
  const vars = playLayers(context, raw);
  const place = playPlace(raw, vars.layers);
  const facts = gathering(context, map, place);
  const before = planItems(context, listAt(map, "pre_tasks"), place);
  const roles = planRoles(context, listAt(map, "roles"), place);
  place.gathered.layers.push(...roles.layers);
  const tasks = planItems(context, listAt(map, "tasks"), place);
  const after = planItems(context, listAt(map, "post_tasks"), place);
  const own = planHandlers(context, listAt(map, "handlers"), place);
  const items: readonly PlannedItem[] = [...before, FLUSH, ...roles.items, ...tasks, FLUSH, ...after, { ...FLUSH, last: true }];
  return {
    ...playSettings(context, map, vars.layers),
    name: staticText(context, nodeAt(map, "name"), place) ?? String(scalarValue(map, "name") ?? hostsText(map)),
    place: map.place, playbookDir: dir, items, facts, gatherFacts: flagAt(map, "gather_facts"), prompts: promptsOf(context, map),
    handlers: [...roles.handlers, ...place.gathered.handlers, ...own],
    layers: place.gathered.layers, lateVarsFiles: vars.late,
    roleNames: [...new Set(place.gathered.roleNames)], dependentNames: [...new Set(place.gathered.dependentNames)],
  };
}

function flagAt(map: MapNode, key: string): boolean | undefined {
  const value = scalarValue(map, key);
  return typeof value === "boolean" ? value : undefined;
}

/** A play without a name goes by its hosts, as Ansible shows it. */
function hostsText(map: MapNode): string {
  const hosts = listAt(map, "hosts").flatMap((node) => node.kind === "scalar" ? [String(node.value)] : []);
  return hosts.length === 0 ? "play" : hosts.join(",");
}

function playPlace({ map, dir, around }: RawPlay, layers: readonly Layer[]): ListPlace {
  const outer = around.reduce((keywords, each) => inherit(keywords, each, undefined), NO_KEYWORDS);
  return {
    keywords: inherit(outer, map, undefined), role: undefined, handler: false,
    dir, playbookDir: dir, trail: [], gathered: nothingGathered(layers),
  };
}

function gathering(context: PlanContext, map: MapNode, place: ListPlace): PlannedTask | undefined {
  const setup = context.table.modules.get("setup");
  if (setup === undefined || scalarValue(map, "gather_facts") === false) return undefined;
  return factTask(context, { setup, place, map });
}

interface FactTask {
  readonly setup: Module;
  readonly place: ListPlace;
  readonly map: MapNode;
}

/** Keywords of a play that are parameters of setup. */
const FACT_KEYWORDS = ["gather_subset", "gather_timeout", "fact_path"];

function factTask(context: PlanContext, { setup, place, map }: FactTask): PlannedTask {
  const at: Place = map.place;
  const given = FACT_KEYWORDS.flatMap((key) => {
    const value = nodeAt(map, key);
    return value === undefined || !(key in setup.params.properties) ? [] : [{ key, keyPlace: at, value }];
  });
  const args = withModuleDefaults(context, setup, { args: { ...emptyMapAt(at), entries: given }, defaults: place.keywords.moduleDefaults });
  return {
    kind: "task", id: context.nextId(), name: scalarAt("Gathering Facts", at), module: setup, place: at, role: undefined, handler: false, listen: [],
    args, include: undefined,
    keywords: { ...place.keywords, tags: ["always"] },
    own: ownKeywords(emptyMapAt(at)),
  };
}
