import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { InventoryBuilder } from "./builder.js";
import { openInventory } from "./build-inventory.js";
import type { Inventory } from "./inventory.js";
import type { Layer } from "./layer.js";
import type { ScriptOptions } from "./script-inventory.js";
import { readSource } from "./sources.js";
import { VarsFolders } from "./vars-folders.js";

/** An inventory program that says nothing for so long is not going to. */
const SCRIPTS: ScriptOptions = { seconds: 60 };

/**
 * Reads inventories: folders, files (YAML or INI), programs, and lists such as "web1,web2,". Later sources add to and override earlier
 * ones. Relative paths are taken from the working folder.
 */
export function loadInventory(sources: readonly string[], options = SCRIPTS): Result<Inventory, readonly Diagnostic[]> {
  return openInventory(() => {
    const builder = new InventoryBuilder();
    const dirs = sources.flatMap((source) => readSource(builder, source, options));
    builder.source = undefined;
    return { builder, dirs };
  });
}

/** What lies beside a playbook: variables of hosts and of groups, weakest first. */
export interface BesidePlaybook {
  ofHost(host: string): readonly Layer[];
  ofGroup(group: string): readonly Layer[];
}

/** Of group_vars/all, other group_vars and host_vars beside a playbook. */
const BESIDE = { all: 5, group: 7, host: 10 } as const;

/** Reads group_vars/ and host_vars/ beside a playbook. Where they are the inventory's own, and the strongest of it, they count once. */
export function besidePlaybook(playbookDir: string, inventory: Inventory): Result<BesidePlaybook, readonly Diagnostic[]> {
  if (inventory.folders.at(-1) === resolve(playbookDir)) return ok({ ofHost: () => [], ofGroup: () => [] });
  const folders = new VarsFolders([playbookDir], { groups: [...inventory.groups.keys()], hosts: inventory.hosts });
  if (folders.diagnostics.length > 0) return err(folders.diagnostics);
  return ok({
    ofHost: (host) => folders.layers({ groups: ["all", ...inventory.groupsOf(host).map(({ name }) => name)], host }, BESIDE, "playbook"),
    ofGroup: (name) => folders.groupLayers(name, BESIDE, "playbook"),
  });
}

/** The variables of hosts alone. */
export function adjacentLayers(playbookDir: string, inventory: Inventory): Result<(host: string) => readonly Layer[], readonly Diagnostic[]> {
  const beside = besidePlaybook(playbookDir, inventory);
  return beside.ok ? ok((host) => beside.value.ofHost(host)) : beside;
}
