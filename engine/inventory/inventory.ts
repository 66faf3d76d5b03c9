import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { ValueMap } from "#engine/core/value.js";
import type { AnyLayer, Layer } from "./layer.js";

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

/** A host that a run adds (`add_host`). */
export interface HostAddition {
  readonly name: string;
  /** Groups that it belongs to; those that are not there are made. */
  readonly groups: readonly string[];
  /** Values, never taken for templates; they stand where host variables of an inventory file do (level 8), above those. */
  readonly vars: ValueMap;
}

/** A group that a run adds, or adds to (`group_by`). */
export interface GroupAddition {
  readonly name: string;
  /** Groups above it; those that are not there are made. */
  readonly parents: readonly string[];
  /** Hosts of the inventory (or the implicit localhost) that join it. */
  readonly hosts: readonly string[];
}

/** An inventory with more in it, and whether any of that was new; errors are broken files of variables, or a circle of groups. */
export type Grown = Result<{ readonly inventory: Inventory; readonly changed: boolean }, readonly Diagnostic[]>;

/** The hosts of a run, their groups and what the inventory says about them. It never changes: additions make another one. */
export interface Inventory {
  /** In the order in which they were named; without the implicit localhost. */
  readonly hosts: readonly string[];
  /** By name, with "all" and "ungrouped". */
  readonly groups: ReadonlyMap<string, Group>;
  /** The groups of a host without "all", weakest first: depth, priority, name. */
  groupsOf(host: string): readonly Group[];
  /** Variables of a host, weakest first. The implicit localhost has those of "all". Only `withHost` brings layers of values. */
  layersOf(host: string): readonly AnyLayer[];
  /** Variables of a group alone, weakest first: those that are written for itself. */
  groupLayersOf(group: string): readonly Layer[];
  /** The file (absolute) or the list of hosts that named a host first; undefined for hosts that a run added, and the implicit localhost. */
  sourceOf(host: string): string | undefined;
  /** Absolute folders that group_vars/ and host_vars/ were looked for in. */
  readonly folders: readonly string[];
  readonly warnings: readonly Diagnostic[];
  /** This inventory and one more host, or more about a host it has. Files in group_vars/ and host_vars/ for the new names count from then on. */
  withHost(host: HostAddition): Grown;
  /** This inventory and one more group, or more hosts and parents of a group it has. */
  withGroup(group: GroupAddition): Grown;
  /** What the sources say now (`meta: refresh_inventory`), with all additions made again; a host that is gone joins no group. */
  reload(): Result<Inventory, readonly Diagnostic[]>;
}

/** Names for this machine that need not stand in the inventory. */
export const LOCAL_NAMES: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** The order in which variables of groups override each other: deeper, then higher priority, then later in the alphabet wins. */
export function byWeight(a: Group, b: Group): number {
  return a.depth - b.depth || a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
