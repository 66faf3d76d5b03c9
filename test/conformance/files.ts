import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Everything below a folder: path to kind, mode and content. A file whose name holds a date (a backup) counts by its content. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().map((path) => [undated(path), describe(join(folder, path))]));
}

/** `app.conf.4711.2026-01-01@12:00:00~` is `app.conf.DATE~`. */
function undated(path: string): string {
  return path.replace(/\.(?:\d+\.)?\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~/, ".DATE~");
}

function describe(path: string): string {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  const mode = (found.mode & 0o7777).toString(8).padStart(4, "0");
  return found.isFile() ? `file ${mode} ${JSON.stringify(readFileSync(path, "utf8"))}` : found.isDirectory() ? `folder ${mode}` : `other ${mode}`;
}
