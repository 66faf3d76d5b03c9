import type { Module } from "#engine/module/contract.js";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { PlanContext } from "./context.js";
import { inherit, NO_KEYWORDS } from "./keywords.js";
import { listAt, nodeAt, scalarValue } from "./nodes.js";
import { planHandlers } from "./plan-handlers.js";
import { planItems, type ListPlace } from "./plan-items.js";
import { planRoles } from "./plan-role.js";
import { playLayers } from "./play-vars.js";
import type { RawPlay } from "./read-playbook.js";
import { emptyMapAt, scalarAt } from "./synthetic.js";
import type { FlushHandlers, PlannedItem, PlannedPlay, PlannedTask } from "./types.js";

/** What of a play is known without the inventory. */
export type PlayBody = Omit<PlannedPlay, "hosts" | "hostLayers">;

const FLUSH: FlushHandlers = { kind: "flush" };

/** Plans a play: pre_tasks, roles, tasks, post_tasks, with the handlers flushed after each of the three parts. */
export function planPlay(context: PlanContext, raw: RawPlay): PlayBody {
  const { map, dir } = raw;
  const place = playPlace(raw);
  const facts = gathering(context, map, place);
  const before = planItems(context, listAt(map, "pre_tasks"), place);
  const roles = planRoles(context, listAt(map, "roles"), place);
  const tasks = planItems(context, listAt(map, "tasks"), place);
  const after = planItems(context, listAt(map, "post_tasks"), place);
  const handlers = [...roles.handlers, ...planHandlers(context, listAt(map, "handlers"), place)];
  const items: readonly PlannedItem[] = [...before, ...(before.length > 0 ? [FLUSH] : []), ...roles.items, ...tasks, FLUSH, ...after, ...(after.length > 0 ? [FLUSH] : [])];
  return {
    ...settings(context, map),
    name: String(scalarValue(map, "name") ?? scalarValue(map, "hosts") ?? "play"),
    place: map.place, playbookDir: dir, handlers, items, facts,
    layers: [...playLayers(context, raw), ...roles.layers],
  };
}

function playPlace({ map, dir, around }: RawPlay): ListPlace {
  const outer = around.reduce((keywords, each) => inherit(keywords, each, { origin: "vars of import_playbook", level: 21 }), NO_KEYWORDS);
  return {
    keywords: inherit(outer, map, undefined), role: undefined, handler: false,
    dir, playbookDir: dir, trail: [],
  };
}

function settings(context: PlanContext, map: MapNode): Pick<PlayBody, "serial" | "anyErrorsFatal" | "maxFailPercentage" | "forceHandlers"> {
  const percentage = scalarValue(map, "max_fail_percentage");
  const strategy = nodeAt(map, "strategy");
  if (strategy?.kind === "scalar" && strategy.value !== "linear") context.error("unsupported-strategy", `strategy: ${String(strategy.value)} is not supported yet`, strategy.place, "This version plays every task on all hosts before the next one (linear)");
  return {
    serial: listAt(map, "serial").flatMap((node) => batchSize(context, node)),
    anyErrorsFatal: scalarValue(map, "any_errors_fatal") === true,
    maxFailPercentage: percentage === undefined ? undefined : Number(percentage),
    forceHandlers: scalarValue(map, "force_handlers") === true,
  };
}

function batchSize(context: PlanContext, node: Node): readonly (number | string)[] {
  const value = node.kind === "scalar" ? String(node.value) : "";
  if (/^[1-9]\d*%?$/.test(value)) return [value.endsWith("%") ? value : Number(value)];
  context.error("bad-serial", `serial must be a number of hosts such as 2, or a percentage such as "25%"`, node.place);
  return [];
}

function gathering(context: PlanContext, map: MapNode, place: ListPlace): PlannedTask | undefined {
  const setup = context.table.modules.get("setup");
  if (setup === undefined || scalarValue(map, "gather_facts") === false) return undefined;
  return factTask(context, { setup, place, at: map.place, subset: nodeAt(map, "gather_subset") });
}

interface FactTask {
  readonly setup: Module;
  readonly place: ListPlace;
  readonly at: Place;
  readonly subset: Node | undefined;
}

function factTask(context: PlanContext, { setup, place, at, subset }: FactTask): PlannedTask {
  const entries = subset === undefined ? [] : [{ key: "gather_subset", keyPlace: at, value: subset }];
  return {
    kind: "task", id: context.nextId(), name: scalarAt("Gathering Facts", at), module: setup, place: at, role: undefined, handler: false, listen: [],
    args: { ...emptyMapAt(at), entries },
    keywords: { ...place.keywords, tags: ["always"] },
    own: { loop: undefined, loopVar: "item", indexVar: undefined, label: undefined, register: undefined, until: undefined, retries: undefined, delay: undefined, changedWhen: undefined, failedWhen: undefined, notify: undefined },
  };
}
