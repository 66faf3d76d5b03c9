import { basename, join, resolve } from "node:path";
import { problemAt } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";
import { findRole, loadRole, loadTasksFile, type RoleFiles } from "#engine/load/role.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import { roleEntryKeywords } from "#engine/schema/keywords.js";
import type { PlanContext } from "./context.js";
import { inherit } from "./keywords.js";
import { listAt, textAt } from "./nodes.js";
import { planItems, type ListPlace } from "./plan-items.js";
import { emptyMapAt } from "./synthetic.js";
import { planHandlers } from "./plan-handlers.js";
import type { Keywords, PlannedItem, PlannedRole, PlannedTask } from "./types.js";

/** What roles bring to a play. */
export interface PlannedRoles {
  readonly items: readonly PlannedItem[];
  readonly handlers: readonly PlannedTask[];
  /** Defaults and vars, which the rest of the play sees as well. */
  readonly layers: readonly Layer[];
}

/** Plans roles in order, each after the roles it depends on. A role that stands twice with the same parameters runs once. */
export function planRoles(context: PlanContext, entries: readonly Node[], place: ListPlace, tasksFrom?: string): PlannedRoles {
  const done = new Set<string>();
  return gather(entries.map((entry) => planEntry(context, entry, { place, done, tasksFrom })));
}

interface Entry {
  readonly place: ListPlace;
  readonly done: Set<string>;
  readonly tasksFrom?: string | undefined;
}

function planEntry(context: PlanContext, node: Node, entry: Entry): PlannedRoles {
  const map = node.kind === "map" ? node : emptyMapAt(node.place);
  const name = node.kind === "scalar" ? String(node.value) : textAt(map, "role") ?? textAt(map, "name");
  if (name === undefined) return NOTHING;
  const found = findRole(name, [...new Set([join(entry.place.playbookDir, "roles"), join(entry.place.playbookDir, "..", "roles"), ...context.rolePaths])], node.place);
  if (!found.ok) {
    context.report(found.error);
    return NOTHING;
  }
  return planFound(context, { dir: resolve(found.value), map, node }, entry);
}

interface Found {
  readonly dir: string;
  readonly map: MapNode;
  readonly node: Node;
}

function planFound(context: PlanContext, { dir, map, node }: Found, entry: Entry): PlannedRoles {
  const { place, done, tasksFrom } = entry;
  if (place.trail.includes(dir)) {
    const cycle = [...place.trail.slice(place.trail.indexOf(dir)), dir].map((each) => basename(each)).join(" -> ");
    context.report(problemAt("role-cycle", `roles depend on each other in a circle: ${cycle}`, { place: node.place, hint: "Take one of them out of meta/main.yml" }));
    return NOTHING;
  }
  const key = `${dir}\n${tasksFrom ?? ""}\n${JSON.stringify(map.entries.map((each) => [each.key, plainKey(each.value)]))}`;
  if (done.has(key)) return NOTHING;
  done.add(key);
  const loaded = loadRole(dir);
  if (!loaded.ok) {
    context.report(...loaded.error);
    return NOTHING;
  }
  return planLoaded(context, { dir, map, node, files: loaded.value }, entry);
}

/** Enough of a node to tell two role entries apart. */
function plainKey(node: Node): unknown {
  if (node.kind === "scalar") return node.source;
  return node.kind === "list" ? node.items.map(plainKey) : node.entries.map((each) => [each.key, plainKey(each.value)]);
}

function planLoaded(context: PlanContext, { dir, map, files }: Found & { files: RoleFiles }, entry: Entry): PlannedRoles {
  const { place } = entry;
  const role: PlannedRole = { name: basename(dir), path: dir };
  const given = inherit(place.keywords, map, { origin: `vars of role ${role.name}`, level: 20 });
  const params = paramsLayer(map, role.name);
  const outer: Keywords = { ...given, layers: [...given.layers, ...params] };
  const inner = { ...place, keywords: outer, trail: [...place.trail, dir] };
  const before = gather(files.dependencies.map((each) => planEntry(context, each, { place: inner, done: entry.done })));
  const layers = roleLayers(files, role.name);
  const inside: ListPlace = { ...inner, role, dir: join(dir, "tasks"), keywords: { ...outer, layers: [...layers, ...outer.layers] } };
  const tasks = entry.tasksFrom === undefined ? files.tasks : tasksNamed(context, dir, entry.tasksFrom, map);
  context.report(...checkTasks(listOf(tasks, map)), ...checkTasks(listOf(files.handlers, map), "handler"));
  return gather([before, {
    items: planItems(context, tasks, inside),
    handlers: planHandlers(context, files.handlers, inside),
    layers,
  }]);
}

function listOf(items: readonly Node[], { place }: MapNode): Node {
  return { kind: "list", items, place };
}

function tasksNamed(context: PlanContext, dir: string, name: string, map: MapNode): readonly Node[] {
  const loaded = loadTasksFile(join(dir, "tasks", name.endsWith(".yml") || name.endsWith(".yaml") ? name : `${name}.yml`));
  if (loaded.ok) return loaded.value?.items ?? [];
  context.report(...loaded.error.map((each) => each.place === undefined ? { ...each, place: map.place } : each));
  return [];
}

/** `- {role: x, port: 80}`: what is no keyword is a parameter of the role. */
function paramsLayer(map: MapNode, role: string): readonly Layer[] {
  const entries = map.entries.filter((each) => !roleEntryKeywords.has(each.key));
  return entries.length === 0 || listAt(map, "role").length === 0 ? [] : [{ origin: `parameters of role ${role}`, level: 20, vars: { ...map, entries } }];
}

function roleLayers(files: RoleFiles, name: string): readonly Layer[] {
  return [
    ...(files.defaults ? [{ origin: `defaults of role ${name}`, level: 2, vars: files.defaults }] : []),
    ...(files.vars ? [{ origin: `vars of role ${name}`, level: 15, vars: files.vars }] : []),
  ];
}

const NOTHING: PlannedRoles = { items: [], handlers: [], layers: [] };

function gather(all: readonly PlannedRoles[]): PlannedRoles {
  return {
    items: all.flatMap((each) => each.items),
    handlers: all.flatMap((each) => each.handlers),
    layers: all.flatMap((each) => each.layers),
  };
}
