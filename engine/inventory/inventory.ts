import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Layer } from "./layer.js";

/** A group of hosts. */
export interface Group {
  readonly name: string;
  /** Hosts named in the group itself; for "all" none: hosts of no other group are in "ungrouped". */
  readonly ownHosts: readonly string[];
  /** Those and the hosts of all groups below it, in the order of the inventory. */
  readonly hosts: readonly string[];
  readonly children: readonly string[];
  readonly parents: readonly string[];
  /** Steps below "all". */
  readonly depth: number;
  /** ansible_group_priority; 1 when not set. */
  readonly priority: number;
}

/** The hosts of a run, their groups and what the inventory says about them. */
export interface Inventory {
  /** In the order in which they were named; without the implicit localhost. */
  readonly hosts: readonly string[];
  /** By name, with "all" and "ungrouped". */
  readonly groups: ReadonlyMap<string, Group>;
  /** The groups of a host without "all", weakest first: depth, priority, name. */
  groupsOf(host: string): readonly Group[];
  /** Variables of a host, weakest first. The implicit localhost has those of "all". */
  layersOf(host: string): readonly Layer[];
  /** Absolute folders that group_vars/ and host_vars/ were looked for in. */
  readonly folders: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/** Names for this machine that need not stand in the inventory. */
export const LOCAL_NAMES: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** The order in which variables of groups override each other: deeper, then higher priority, then later in the alphabet wins. */
export function byWeight(a: Group, b: Group): number {
  return a.depth - b.depth || a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
