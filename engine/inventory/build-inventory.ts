import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { InventoryBuilder } from "./builder.js";
import { grow, type Addition } from "./grow.js";
import type { Grown, Inventory } from "./inventory.js";
import { Members } from "./members.js";
import { VarsFolders, type Names } from "./vars-folders.js";

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
    const finished = finish({ builder: more, additions: [...additions, addition], read }, changed ? folders.withNames(namesOf(addition)) : folders);
    return finished.ok ? ok({ inventory: finished.value, changed }) : finished;
  };
  const members = new Members(builder, folders);
  return ok({
    get hosts() { return members.hosts; },
    get groups() { return members.groups; },
    groupsOf: (host) => members.groupsOf(host),
    layersOf: (host) => members.layersOf(host),
    groupLayersOf: (group) => members.groupLayersOf(group),
    folders: folders.dirs, warnings: [...builder.warnings, ...sameNames(builder), ...folders.warnings],
    sourceOf: (host) => builder.hosts.get(host)?.source,
    withHost: (host) => add({ kind: "host", ...host }),
    withGroup: (group) => add({ kind: "group", ...group }),
    reload: () => openInventory(read, additions),
  });
}

/** As Ansible warns: patterns and variables mean the one or the other. */
function sameNames(builder: InventoryBuilder): readonly Diagnostic[] {
  return [...builder.groups.values()].filter(({ name }) => builder.hosts.has(name)).map(({ name, place }) =>
    warningAt("same-name", `"${name}" is a host and a group`, { place, hint: "A pattern then means the host alone, and variables written for the host may count for the group: give one another name" }));
}

function namesIn(builder: InventoryBuilder): Names {
  return { groups: [...builder.groups.keys()], hosts: [...builder.hosts.keys()] };
}

function namesOf(addition: Addition): Names {
  return addition.kind === "host" ? { groups: addition.groups, hosts: [addition.name] } : { groups: [addition.name, ...addition.parents], hosts: addition.hosts };
}
