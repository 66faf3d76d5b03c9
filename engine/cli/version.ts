import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The version in our package.json, which lies above engine/ in a checkout and above dist/ in a package. */
export function version(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const found = versionIn(join(folder, "package.json"));
    if (found !== undefined) return found;
  }
  throw new Error("no package.json of tsplay lies above its code");
}

function versionIn(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const parsed = JSON.parse(text) as { readonly name?: unknown; readonly version?: unknown };
  return parsed.name === "tsplay" && typeof parsed.version === "string" ? parsed.version : undefined;
}
