import { byWeight, LOCAL_NAMES, type Group, type Inventory } from "./inventory.js";
import type { GroupDraft, HostDraft, InventoryBuilder } from "./builder.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Layer } from "./layer.js";
import { VarsFolders } from "./vars-folders.js";

/** Makes the finished inventory of what the builder gathered. */
export function buildInventory(builder: InventoryBuilder, dirs: readonly string[]): { readonly inventory: Inventory; readonly diagnostics: readonly Diagnostic[] } {
  const folders = new VarsFolders(dirs, { groups: [...builder.groups.keys()], hosts: [...builder.hosts.keys()] });
  return { inventory: finish(builder, folders), diagnostics: folders.diagnostics };
}

function finish(builder: InventoryBuilder, folders: VarsFolders): Inventory {
  const groups = finishGroups(builder);
  const hosts = [...builder.hosts.keys()];
  const all = groups.get("all");
  const membership = new Map<string, Group[]>();
  for (const group of groups.values()) for (const host of group.name === "all" ? [] : group.hosts) membership.set(host, [...membership.get(host) ?? [], group]);
  const groupsOf = (host: string): readonly Group[] => [...membership.get(host) ?? []].sort(byWeight);
  const layers = new Map<string, readonly Layer[]>();
  return {
    hosts, groups, groupsOf,
    folders: folders.dirs, warnings: folders.warnings,
    layersOf(host) {
      const known = layers.get(host);
      if (known !== undefined) return known;
      const made = hostLayers({ host, draft: builder.hosts.get(host), groups: all === undefined ? groupsOf(host) : [all, ...groupsOf(host)] }, builder.groups, folders);
      layers.set(host, made);
      return made;
    },
  };
}

/** A setting of the group, not a variable of its hosts. */
const PRIORITY = "ansible_group_priority";

interface Member {
  readonly host: string;
  readonly draft: HostDraft | undefined;
  /** "all" first, then by weight. */
  readonly groups: readonly Group[];
}

function hostLayers({ host, draft, groups }: Member, drafts: ReadonlyMap<string, GroupDraft>, folders: VarsFolders): readonly Layer[] {
  return [
    ...groups.flatMap(({ name }) => layer(`inventory group ${name}`, 3, drafts.get(name)?.vars)),
    ...folders.layers({ groups: groups.map(({ name }) => name), host }, { all: 4, group: 6, host: 9 }, "inventory"),
    ...layer(`inventory host ${host}`, 8, draft?.vars),
  ].sort((a, b) => a.level - b.level);
}

function layer(origin: string, level: number, vars: ReadonlyMap<string, MapEntry> | undefined): readonly Layer[] {
  const entries = [...vars?.values() ?? []].filter((entry) => entry.key !== PRIORITY);
  const place = entries[0]?.keyPlace;
  if (place === undefined) return [];
  const node: MapNode = { kind: "map", entries, place };
  return [{ origin, level, vars: node }];
}

function finishGroups(builder: InventoryBuilder): ReadonlyMap<string, Group> {
  const parents = parentsOf(builder);
  const grouped = new Set([...builder.groups.values()].filter(({ name }) => name !== "all" && name !== "ungrouped").flatMap((group) => [...group.hosts]));
  const order = new Map([...builder.hosts.keys()].map((name, index) => [name, index]));
  const ungrouped = [...builder.hosts.keys()].filter((name) => !grouped.has(name));
  return new Map([...builder.groups.values()].map((draft): [string, Group] => {
    const own = draft.name === "ungrouped" ? ungrouped : draft.name === "all" ? [] : [...draft.hosts];
    const hosts = draft.name === "all" ? [...order.keys()] : draft.name === "ungrouped" ? ungrouped : membersOf(builder, draft.name);
    return [draft.name, {
      name: draft.name, ownHosts: own, hosts: [...hosts].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
      children: draft.name === "all" ? topGroups(builder, parents) : [...draft.children],
      parents: parents.get(draft.name) ?? [], depth: depthOf(draft.name, parents), priority: priorityOf(draft),
    }];
  }));
}

/** Groups above each group; those that nobody claims stand below "all". */
function parentsOf(builder: InventoryBuilder): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const group of builder.groups.values()) for (const child of group.children) parents.set(child, [...parents.get(child) ?? [], group.name]);
  for (const name of builder.groups.keys()) if (name !== "all" && !parents.has(name)) parents.set(name, ["all"]);
  return parents;
}

function topGroups(builder: InventoryBuilder, parents: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...builder.groups.keys()].filter((name) => parents.get(name)?.includes("all"));
}

function depthOf(name: string, parents: ReadonlyMap<string, readonly string[]>): number {
  return name === "all" ? 0 : 1 + Math.max(0, ...(parents.get(name) ?? []).map((parent) => depthOf(parent, parents)));
}

function membersOf(builder: InventoryBuilder, name: string): ReadonlySet<string> {
  const group = builder.groups.get(name);
  return new Set([...group?.hosts ?? [], ...[...group?.children ?? []].flatMap((child) => [...membersOf(builder, child)])]);
}

function priorityOf(draft: GroupDraft): number {
  const node = draft.vars.get(PRIORITY)?.value;
  const priority = node?.kind === "scalar" ? Number(node.value) : 1;
  return Number.isFinite(priority) ? priority : 1;
}

/** Whether a name means this machine without standing in the inventory. */
export function isImplicitLocalhost(inventory: Inventory, host: string): boolean {
  return LOCAL_NAMES.includes(host) && !inventory.hosts.includes(host);
}
