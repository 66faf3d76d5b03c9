import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { isWritten, type AnyLayer, type Layer } from "#engine/inventory/layer.js";
import { besidePlaybook, loadInventory } from "#engine/inventory/load-inventory.js";
import { selectHosts } from "#engine/inventory/pattern.js";
import { LOCKED_FILE } from "#engine/load/vault/locked-file.js";
import { checkLocked } from "#engine/plan/check-locked.js";

/** What is shown of an inventory: some of its hosts, with the layers that count for each. */
export interface InventoryView {
  readonly inventory: Inventory;
  readonly hosts: readonly string[];
  layersOf(host: string): readonly AnyLayer[];
  /** What is written for a group itself. */
  groupLayersOf(group: string): readonly Layer[];
  readonly warnings: readonly Diagnostic[];
  /** Show what is encrypted in plain text. */
  readonly reveal: boolean;
}

/** What is to be looked at. */
export interface ViewInput {
  readonly sources: readonly string[];
  readonly limit: string | undefined;
  /** Beside which group_vars/ and host_vars/ are read as well. */
  readonly playbookDir: string;
  readonly extraVars: readonly Layer[];
  readonly reveal: boolean;
}

/** Reads an inventory to be shown. */
export function openView({ sources, limit, playbookDir, extraVars, reveal }: ViewInput): Result<InventoryView, readonly Diagnostic[]> {
  const loaded = loadInventory(sources);
  if (!loaded.ok) return loaded;
  const inventory = loaded.value;
  const selected = limit === undefined ? ok({ hosts: inventory.groups.get("all")?.hosts ?? [], warnings: [] }) : selectHosts(inventory, limit, { limit: true });
  if (!selected.ok) return err([selected.error]);
  const beside = besidePlaybook(playbookDir, inventory);
  if (!beside.ok) return beside;
  const layersOf = (host: string): readonly AnyLayer[] => [...inventory.layersOf(host), ...beside.value.ofHost(host), ...extraVars];
  const closed = checkLocked(selected.value.hosts.flatMap(layersOf).filter(isWritten), (name) => name === LOCKED_FILE);
  if (closed.length > 0) return err(closed);
  return ok({
    inventory, hosts: selected.value.hosts, reveal, layersOf,
    groupLayersOf: (group) => inventory.groupLayersOf(group),
    warnings: [...inventory.warnings, ...selected.value.warnings],
  });
}
