import type { Value } from "#engine/core/value.js";
import { isWritten, type AnyLayer } from "#engine/inventory/layer.js";
import { plainMap } from "#engine/schema/plain.js";
import type { InventoryView } from "./inventory-view.js";
import { shownNode } from "./vault/shown-node.js";

/** The levels of variables that are written for a host itself: see Layer. */
const OWN_LEVELS: readonly number[] = [8, 9, 10];

/** The variables of a host as they are written, those that count only: templates are not rendered, as ansible-inventory has it. */
export function hostVariables({ layersOf, reveal }: Pick<InventoryView, "layersOf" | "reveal">, host: string): Record<string, Value> {
  return winning(layersOf(host), reveal);
}

/** Those that are written for the host itself, for --export. */
export function ownVariables({ layersOf, reveal }: Pick<InventoryView, "layersOf" | "reveal">, host: string): Record<string, Value> {
  return winning(layersOf(host).filter(({ level }) => OWN_LEVELS.includes(level)), reveal);
}

/** Those of a group; with its priority where that is not the usual one. */
export function groupVariables({ groupLayersOf, inventory, reveal }: Pick<InventoryView, "groupLayersOf" | "inventory" | "reveal">, group: string): Record<string, Value> {
  const priority = inventory.groups.get(group)?.priority ?? 1;
  return byName({ ...winning(groupLayersOf(group), reveal), ...(priority !== 1 && { ansible_group_priority: priority }) });
}

function winning(layers: readonly AnyLayer[], reveal: boolean): Record<string, Value> {
  const entries = layers.toSorted((a, b) => a.level - b.level).filter(isWritten).flatMap(({ vars }) => vars.entries);
  return byName(plainMap(entries.map((entry): [string, Value] => [entry.key, shownNode(entry.value, reveal) as unknown as Value])));
}

function byName(map: Readonly<Record<string, Value>>): Record<string, Value> {
  return plainMap(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
