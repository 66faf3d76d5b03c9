import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { ValueMap } from "#engine/core/value.js";

/**
 * Variables from one source, as written. `level` is Ansible's order of precedence, low to high: 2 role defaults, 3 group vars of the
 * inventory file, 4/5 group_vars/all of inventory and playbook, 6/7 other group_vars, 8 host vars of the inventory file, 9/10 host_vars
 * of inventory and playbook, 11 facts, 12 play vars, 13 vars_prompt, 14 vars_files, 15 role vars, 16 block vars, 17 task vars,
 * 18 include_vars, 19 set_fact and registered, 20 role parameters, 21 include parameters, 22 -e. Of equals the later one wins.
 */
export interface Layer {
  /** For people, such as "inventory group_vars/db". */
  readonly origin: string;
  readonly level: number;
  readonly vars: MapNode;
}

/** Variables whose values are there already: facts, registered results, loop items. */
export interface ValueLayer {
  readonly origin: string;
  readonly level: number;
  readonly values: ValueMap;
}

/** Either kind. */
export type AnyLayer = Layer | ValueLayer;

/** Whether a layer is written in a file. */
export function isWritten(layer: AnyLayer): layer is Layer {
  return "vars" in layer;
}

const indexes = new WeakMap<MapNode, ReadonlyMap<string, MapEntry>>();

/** The entries of a dictionary by name. Made once for each node: the same layers serve every host and task. */
export function indexOf(vars: MapNode): ReadonlyMap<string, MapEntry> {
  const known = indexes.get(vars);
  if (known !== undefined) return known;
  const index = new Map(vars.entries.map((entry) => [entry.key, entry]));
  indexes.set(vars, index);
  return index;
}
