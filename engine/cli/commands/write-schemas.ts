import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileSchemas } from "#engine/editor/file-schemas.js";
import { moduleTable } from "../module-table.js";

/** Does `tsplay schemas`. */
export async function writeSchemas(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of fileSchemas(await moduleTable())) writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schema, undefined, 1)}\n`);
}
