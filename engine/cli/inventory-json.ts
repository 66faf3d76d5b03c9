import type { Plain } from "#engine/core/value.js";
import type { Group, Inventory } from "#engine/inventory/inventory.js";
import { isWritten, type AnyLayer } from "#engine/inventory/layer.js";
import { plainMap } from "#engine/schema/plain.js";
import { shownNode } from "./vault/shown-node.js";

/** What is shown of an inventory: some of its hosts, with the layers that count for each. */
export interface InventoryView {
  readonly inventory: Inventory;
  readonly hosts: readonly string[];
  layersOf(host: string): readonly AnyLayer[];
  /** Show what is encrypted in plain text. */
  readonly reveal?: boolean;
}

/** Everything in the form of `ansible-inventory --list`: groups by name, and the variables of hosts below `_meta`. */
export function inventoryJson(view: InventoryView): Plain {
  const groups = [...view.inventory.groups.values()].map((group): readonly [string, Plain] => [group.name, groupJson(group, view)]);
  const filled = groups.filter(([name, group]) => name === "all" || Object.keys(group as object).length > 0);
  const hostvars = view.hosts.map((host): readonly [string, Plain] => [host, hostVariables(view, host)]);
  return plainMap<Plain>([["_meta", { hostvars: byName(hostvars) }], ...filled.toSorted(compareNames)]);
}

/** The variables of a host as they are written, those that count only: templates are not rendered, as ansible-inventory has it. */
export function hostVariables({ layersOf, reveal }: Pick<InventoryView, "layersOf" | "reveal">, host: string): Plain {
  const layers = layersOf(host).toSorted((a, b) => a.level - b.level);
  const winning = new Map(layers.filter(isWritten).flatMap(({ vars }) => vars.entries.map((entry) => [entry.key, shownNode(entry.value, reveal === true)] as const)));
  return byName([...winning]);
}

function groupJson(group: Group, { hosts }: InventoryView): Plain {
  const shown = group.name === "all" ? [] : group.ownHosts.filter((host) => hosts.includes(host));
  return { ...(group.children.length > 0 && { children: group.children }), ...(shown.length > 0 && { hosts: shown }) };
}

function byName(entries: readonly (readonly [string, Plain])[]): Record<string, Plain> {
  return plainMap(entries.toSorted(compareNames));
}

function compareNames([a]: readonly [string, Plain], [b]: readonly [string, Plain]): number {
  return a < b ? -1 : 1;
}
