import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { InventoryBuilder } from "./builder.js";
import { finishGroups } from "./finish-groups.js";
import { grow, type Addition } from "./grow.js";
import { groupLayers, hostLayers } from "./host-layers.js";
import { byWeight, type Group, type Grown, type Inventory } from "./inventory.js";
import type { AnyLayer } from "./layer.js";
import { VarsFolders } from "./vars-folders.js";

/** What the sources of an inventory say when they are read. */
export interface ReadSources {
  readonly builder: InventoryBuilder;
  /** Folders in which group_vars/ and host_vars/ are looked for. */
  readonly dirs: readonly string[];
}

/** Reads the sources of an inventory, and reads them again for `reload`. */
export type Read = () => ReadSources;

/** Reads and finishes an inventory. */
export function openInventory(read: Read, additions: readonly Addition[] = []): Result<Inventory, readonly Diagnostic[]> {
  const { builder, dirs } = read();
  const grown = additions.reduce((all, addition) => grow(all, addition).builder, builder);
  return finish({ builder: grown, additions, read }, new VarsFolders(dirs, namesIn(grown)));
}

interface State {
  readonly builder: InventoryBuilder;
  /** What runs added, to be added again after a reload. */
  readonly additions: readonly Addition[];
  readonly read: Read;
}

function finish(state: State, folders: VarsFolders): Result<Inventory, readonly Diagnostic[]> {
  const { builder, additions, read } = state;
  const problems = [...builder.diagnostics, ...folders.diagnostics];
  if (problems.length > 0) return err(problems);
  const add = (addition: Addition): Grown => {
    const { builder: more, changed } = grow(builder, addition);
    const finished = finish({ builder: more, additions: [...additions, addition], read }, changed ? folders.withNames(namesIn(more)) : folders);
    return finished.ok ? ok({ inventory: finished.value, changed }) : finished;
  };
  return ok({
    ...members(builder, folders),
    folders: folders.dirs, warnings: [...builder.warnings, ...sameNames(builder), ...folders.warnings],
    sourceOf: (host) => builder.hosts.get(host)?.source,
    withHost: (host) => add({ kind: "host", ...host }),
    withGroup: (group) => add({ kind: "group", ...group }),
    reload: () => openInventory(read, additions),
  });
}

/** As Ansible warns: patterns and variables mean the one or the other. */
function sameNames(builder: InventoryBuilder): readonly Diagnostic[] {
  return [...builder.groups.values()].filter(({ name }) => builder.hosts.has(name)).map(({ name, place }) => ({
    ...problemAt("same-name", `"${name}" is a host and a group`, { place, hint: "A pattern then means the host alone, and variables written for the host may count for the group: give one another name" }), severity: "warning",
  }));
}

function members(builder: InventoryBuilder, folders: VarsFolders): Pick<Inventory, "hosts" | "groups" | "groupsOf" | "layersOf" | "groupLayersOf"> {
  const groups = finishGroups(builder);
  const all = groups.get("all");
  const membership = new Map<string, Group[]>();
  for (const group of groups.values()) for (const host of group.name === "all" ? [] : group.hosts) membership.set(host, [...membership.get(host) ?? [], group]);
  const groupsOf = (host: string): readonly Group[] => [...membership.get(host) ?? []].sort(byWeight);
  const layers = new Map<string, readonly AnyLayer[]>();
  return {
    hosts: [...builder.hosts.keys()], groups, groupsOf,
    groupLayersOf(name) {
      const draft = builder.groups.get(name);
      return draft === undefined ? [] : groupLayers(draft, folders);
    },
    layersOf(host) {
      const known = layers.get(host);
      if (known !== undefined) return known;
      const made = hostLayers({ host, draft: builder.hosts.get(host), groups: all === undefined ? groupsOf(host) : [all, ...groupsOf(host)] }, builder.groups, folders);
      layers.set(host, made);
      return made;
    },
  };
}

function namesIn(builder: InventoryBuilder): { readonly groups: readonly string[]; readonly hosts: readonly string[] } {
  return { groups: [...builder.groups.keys()], hosts: [...builder.hosts.keys()] };
}
