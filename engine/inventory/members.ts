import type { InventoryBuilder } from "./builder.js";
import { finishGroups } from "./finish-groups.js";
import { groupLayers, hostLayers } from "./host-layers.js";
import { byWeight, type Group } from "./inventory.js";
import type { AnyLayer, Layer } from "./layer.js";
import type { VarsFolders } from "./vars-folders.js";

/** Who belongs where in an inventory, and what is written for whom; found out when it is first asked for, because a run may add many hosts in a row. */
export class Members {
  readonly #builder: InventoryBuilder;
  readonly #folders: VarsFolders;
  readonly #layers = new Map<string, readonly AnyLayer[]>();
  #hosts: readonly string[] | undefined;
  #groups: ReadonlyMap<string, Group> | undefined;
  #membership: ReadonlyMap<string, readonly Group[]> | undefined;

  constructor(builder: InventoryBuilder, folders: VarsFolders) {
    this.#builder = builder;
    this.#folders = folders;
  }

  get hosts(): readonly string[] {
    this.#hosts ??= [...this.#builder.hosts.keys()];
    return this.#hosts;
  }

  get groups(): ReadonlyMap<string, Group> {
    this.#groups ??= finishGroups(this.#builder);
    return this.#groups;
  }

  groupsOf(host: string): readonly Group[] {
    this.#membership ??= membershipOf(this.groups);
    return this.#membership.get(host) ?? [];
  }

  layersOf(host: string): readonly AnyLayer[] {
    const known = this.#layers.get(host);
    if (known !== undefined) return known;
    const all = this.groups.get("all");
    const groups = all === undefined ? this.groupsOf(host) : [all, ...this.groupsOf(host)];
    const made = hostLayers({ host, draft: this.#builder.hosts.get(host), groups }, this.#builder.groups, this.#folders);
    this.#layers.set(host, made);
    return made;
  }

  groupLayersOf(name: string): readonly Layer[] {
    const draft = this.#builder.groups.get(name);
    return draft === undefined ? [] : groupLayers(draft, this.#folders);
  }
}

/** The groups of each host without "all", weakest first. */
function membershipOf(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, readonly Group[]> {
  const membership = new Map<string, Group[]>();
  for (const group of [...groups.values()].sort(byWeight)) {
    for (const host of group.name === "all" ? [] : group.hosts) {
      const known = membership.get(host);
      if (known === undefined) membership.set(host, [group]);
      else known.push(group);
    }
  }
  return membership;
}
