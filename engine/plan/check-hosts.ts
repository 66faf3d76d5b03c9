import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { limitHosts } from "#engine/inventory/pattern.js";
import type { PlannedPlay } from "./types.js";

/** What Ansible warns of: parts of --limit that mean nobody, and plays on `all` where no inventory was given. */
export function checkHosts(plays: readonly Pick<PlannedPlay, "hosts" | "place">[], inventory: Inventory, limit: string | undefined): readonly Diagnostic[] {
  const limited = limit === undefined ? undefined : limitHosts(inventory, [], limit);
  const idle = inventory.hosts.length > 0 ? undefined : plays.find(({ hosts }) => hosts.length === 0);
  return [
    ...limited?.ok === true ? limited.value.warnings : [],
    ...idle === undefined ? [] : [warningAt("no-hosts", "there is no host to play on: the inventory is empty", { place: idle.place, hint: "Give one with -i. This machine without an inventory is `hosts: localhost`; `all` does not mean it" })],
  ];
}
