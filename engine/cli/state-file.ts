import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

/**
 * Where handlers owed to the hosts of these inventories are kept: below the working folder, one file for each set of inventories,
 * because two inventories may call different machines by the same name.
 */
export function owedHandlersFile(inventories: readonly string[], folder: string): string {
  const paths = inventories.map((path) => path.includes(",") ? path : resolve(folder, path));
  const digest = createHash("sha256").update(JSON.stringify(paths.toSorted())).digest("hex").slice(0, 16);
  return join(folder, ".tsplay", `owed-handlers-${digest}.json`);
}
