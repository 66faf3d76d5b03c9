import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import { adjacentLayers, loadInventory } from "#engine/inventory/load-inventory.js";
import { matchPattern } from "#engine/inventory/pattern.js";
import { formatDiagnostics } from "#engine/report/diagnostics.js";
import { complain } from "../complain.js";
import { extraLayers } from "../extra-layers.js";
import { explanation } from "../inventory-explain.js";
import { inventoryGraph } from "../inventory-graph.js";
import { hostVariables, inventoryJson, type InventoryView } from "../inventory-json.js";
import type { InventoryArguments } from "./inventory.js";

/** Does `tsplay inventory`. */
export async function showInventory(options: InventoryArguments): Promise<void> {
  const view = viewOf(options);
  const text = view.ok ? textOf(view.value, options) : view;
  if (!text.ok) { await complain(text.error); return; }
  process.stdout.write(text.value);
}

function textOf(view: InventoryView, options: InventoryArguments): Result<string, readonly Diagnostic[]> {
  const { host, explain } = options;
  if (host === undefined) {
    if (explain !== undefined) return err([problemAt("bad-option", "--explain needs --host: the same variable may have another value on every host")]);
    return ok(options.list === true ? json(inventoryJson(view)) : inventoryGraph(view, options.vars === true));
  }
  if (!view.hosts.includes(host)) return err([problemAt("unknown-host", `no host is called "${host}"`, { hint: didYouMean(host, view.hosts) ?? "--graph shows them all" })]);
  if (explain === undefined) return ok(json(hostVariables(view, host)));
  const told = explanation({ host, variable: explain, layers: view.layersOf(host), reveal: view.reveal === true });
  return told.ok ? told : err([told.error]);
}

function viewOf(options: InventoryArguments): Result<InventoryView, readonly Diagnostic[]> {
  const loaded = loadInventory(options.inventory ?? []);
  const extra = extraLayers(options.extraVars ?? []);
  if (!loaded.ok || !extra.ok) return err([...(loaded.ok ? [] : loaded.error), ...(extra.ok ? [] : extra.error)]);
  const inventory = loaded.value;
  if (inventory.warnings.length > 0) process.stderr.write(`${formatDiagnostics(inventory.warnings)}\n`);
  return chosen(inventory, extra.value, options);
}

function chosen(inventory: Inventory, extra: readonly Layer[], { limit, playbookDir, showSecrets }: InventoryArguments): Result<InventoryView, readonly Diagnostic[]> {
  const hosts = limit === undefined ? ok(inventory.hosts) : matchPattern(inventory, limit);
  if (!hosts.ok) return err([hosts.error]);
  const beside = playbookDir === undefined ? ok(() => []) : adjacentLayers(playbookDir, inventory);
  if (!beside.ok) return beside;
  return ok({ inventory, hosts: hosts.value, reveal: showSecrets === true, layersOf: (host) => [...inventory.layersOf(host), ...beside.value(host), ...extra] });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 4)}\n`;
}
