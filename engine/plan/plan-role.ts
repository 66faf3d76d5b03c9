import { basename, join } from "node:path";
import { problemAt } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";
import { loadRole, type RoleFiles } from "#engine/load/role.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import { roleEntryKeywords } from "#engine/schema/keywords.js";
import type { PlanContext } from "./context.js";
import { inherit } from "./keywords.js";
import type { ListPlace } from "./list-place.js";
import { listAt, mapAt, scalarValue } from "./nodes.js";
import { planItems } from "./plan-items.js";
import { planHandlers } from "./plan-handlers.js";
import { PLAIN_CALL, type RoleCall } from "./role-parts.js";
import { roleFolder } from "./role-search.js";
import { specTask } from "./spec-task.js";
import { staticText } from "./static-text.js";
import { emptyMapAt } from "./synthetic.js";
import type { Keywords, PlannedItem, PlannedRole, PlannedTask } from "./types.js";

/** What roles bring to a play. */
export interface PlannedRoles {
  readonly items: readonly PlannedItem[];
  readonly handlers: readonly PlannedTask[];
  /** Defaults and vars, which the rest of the play may see as well. */
  readonly layers: readonly Layer[];
}

/** Plans roles in order, each after the roles it depends on, however often they are called: what a host is through with it passes over when it gets there. */
export function planRoles(context: PlanContext, entries: readonly Node[], place: ListPlace, call: RoleCall = PLAIN_CALL): PlannedRoles {
  return gather(entries.map((entry) => planEntry(context, entry, { place, call })));
}

interface Entry {
  readonly place: ListPlace;
  readonly call: RoleCall;
}

function planEntry(context: PlanContext, node: Node, entry: Entry): PlannedRoles {
  const map = node.kind === "map" ? node : emptyMapAt(node.place);
  const named = node.kind === "map" ? listAt(map, "role")[0] ?? listAt(map, "name")[0] : node;
  const name = staticText(context, named, entry.place);
  if (name === undefined) {
    context.error("unknown-role", "the name of this role cannot be made before the run", node.place, "Use include_role, which is decided for each host");
    return NOTHING;
  }
  const dir = roleFolder(context, name, { place: entry.place, at: node.place });
  return dir === undefined ? NOTHING : planFound(context, { dir, map, node }, entry);
}

interface Found {
  readonly dir: string;
  readonly map: MapNode;
  readonly node: Node;
}

function planFound(context: PlanContext, { dir, map, node }: Found, { place, call }: Entry): PlannedRoles {
  if (place.trail.includes(dir) && !call.included) {
    const cycle = [...place.trail.slice(place.trail.indexOf(dir)), dir].map((each) => basename(each)).join(" -> ");
    context.report(problemAt("role-cycle", `roles depend on each other in a circle: ${cycle}`, { place: node.place, hint: "Take one of them out of meta/main.yml" }));
    return NOTHING;
  }
  const loaded = loadRole(dir, call.from);
  if (!loaded.ok) {
    context.report(...loaded.error.map((each) => each.place === undefined ? { ...each, place: node.place } : each));
    return NOTHING;
  }
  const key = keyOf(dir, map, call);
  return planLoaded(context, { dir, map, node, files: loaded.value, key }, { place, call });
}

/** Two calls with the same key are the same role: hosts run it once, unless it allows more (Ansible: "Running a role multiple times in one play"). */
function keyOf(dir: string, map: MapNode, { from, vars, dynamic, told = "" }: RoleCall): string {
  const called = map.entries.filter(({ key }) => key !== "role" && key !== "name").map((each) => [each.key, plainKey(each.value)] as const);
  return JSON.stringify([dir, from, Object.fromEntries(called), vars === undefined ? null : plainKey(vars), told, dynamic]);
}

function allowsDuplicates({ meta }: RoleFiles): boolean {
  return meta !== undefined && scalarValue(meta, "allow_duplicates") === true;
}

/** Enough of a node to tell two calls of a role apart. */
export function plainKey(node: Node): unknown {
  if (node.kind === "scalar") return node.source;
  return node.kind === "list" ? node.items.map(plainKey) : node.entries.map((each) => [each.key, plainKey(each.value)]);
}

function planLoaded(context: PlanContext, { dir, map, files, key }: Found & { files: RoleFiles; key: string }, { place, call }: Entry): PlannedRoles {
  const role: PlannedRole = { name: basename(dir), fullName: fullNameOf(dir), path: dir, key, parents: place.role === undefined ? [] : [{ name: place.role.fullName, path: place.role.path }, ...place.role.parents] };
  const given = inherit(place.keywords, map, undefined);
  const outer: Keywords = { ...given, layers: [...given.layers, ...paramsLayer(map, role.name)] };
  (call.dependency === true ? place.gathered.dependentNames : place.gathered.roleNames).push(role.fullName);
  const inner = { ...place, keywords: outer, trail: [...place.trail, dir] };
  const before = gather(files.dependencies.map((each) => planEntry(context, each, { place: { ...inner, role }, call: { ...PLAIN_CALL, dependency: true } })));
  const layers = [...varsLayers([call.vars, mapAt(map, "vars")], role.name), ...roleLayers(files, role.name)];
  const inside: ListPlace = { ...inner, role, dir: join(dir, "tasks"), keywords: { ...outer, layers: [...outer.layers, ...before.layers, ...layers] } };
  context.report(...checkTasks(listOf(files.tasks, map)), ...checkTasks(listOf(files.handlers, map), "handler"));
  const spec = call.validate ? specTask(context, files, { place: inside, entry: call.from.tasks ?? "main" }) : undefined;
  return gather([before, {
    items: [{ kind: "role", key, again: call.again ?? allowsDuplicates(files), items: [...(spec === undefined ? [] : [spec]), ...planItems(context, files.tasks, inside)] }],
    handlers: planHandlers(context, files.handlers, { ...inside, dir: join(dir, "handlers") }),
    layers,
  }]);
}

/** `namespace.collection.role` for a role of a collection. */
function fullNameOf(dir: string): string {
  const [, namespace, collection, name] = /\/ansible_collections\/([^/]+)\/([^/]+)\/roles\/(.+)$/.exec(dir) ?? [];
  return namespace === undefined || collection === undefined || name === undefined ? basename(dir) : `${namespace}.${collection}.${name.replaceAll("/", ".")}`;
}

function listOf(items: readonly Node[], { place }: MapNode): Node {
  return { kind: "list", items, place };
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

/** `vars` of a role entry or of import_role: weaker than the role's own, and seen as far (Ansible: "Understanding variable precedence"). */
function varsLayers(vars: readonly (MapNode | undefined)[], name: string): readonly Layer[] {
  return vars.flatMap((map) => map === undefined ? [] : [{ origin: `vars given to role ${name}`, level: 15, vars: map }]);
}

const NOTHING: PlannedRoles = { items: [], handlers: [], layers: [] };

function gather(all: readonly PlannedRoles[]): PlannedRoles {
  return {
    items: all.flatMap((each) => each.items),
    handlers: all.flatMap((each) => each.handlers),
    layers: all.flatMap((each) => each.layers),
  };
}
