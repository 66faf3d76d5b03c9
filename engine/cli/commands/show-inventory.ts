import type { InventoryArguments } from "./inventory.js";

export async function showInventory(_options: InventoryArguments): Promise<void> {
  await Promise.resolve();
}
