import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { shownPath } from "./read-text.js";
import { readYamlFile } from "./yaml.js";

/**
 * Variables from a YAML file, or from all .yml, .yaml and .json files and files without an ending below a folder, in the order of
 * their names, later ones over earlier ones. undefined when there are none.
 */
export function loadVarsFile(path: string, from?: Place): Result<MapNode | undefined, readonly Diagnostic[]> {
  const loaded = loadVarsFiles(path, from);
  return loaded.ok ? ok(merged(loaded.value)) : loaded;
}

/** The same, each file for itself, weakest first; files with nothing in them are left out. */
export function loadVarsFiles(path: string, from?: Place): Result<readonly MapNode[], readonly Diagnostic[]> {
  const files = isFolder(path) ? varsFilesIn(path) : [path];
  const maps: MapNode[] = [];
  const problems: Diagnostic[] = [];
  for (const file of files) {
    const read = loadOne(file, from);
    if (!read.ok) problems.push(...read.error);
    else if (read.value !== undefined) maps.push(read.value);
  }
  return problems.length > 0 ? err(problems) : ok(maps);
}

function loadOne(path: string, from: Place | undefined): Result<MapNode | undefined, readonly Diagnostic[]> {
  const read = readYamlFile(path, from);
  if (!read.ok) return read;
  if (read.value === undefined || read.value.kind === "map") return ok(read.value);
  return err([problemAt("wrong-type", `${shownPath(path)} must hold a dictionary of variables`, { place: read.value.place, hint: "Write `name: value`, one a line" })]);
}

function merged(maps: readonly MapNode[]): MapNode | undefined {
  const [first, ...rest] = maps;
  if (first === undefined || rest.length === 0) return first;
  const entries = new Map<string, MapEntry>();
  for (const entry of maps.flatMap((map) => map.entries)) entries.set(entry.key, entry);
  return { ...first, entries: [...entries.values()] };
}

/** A link back to a folder that is being read (`above`) brings nothing new. */
function varsFilesIn(dir: string, above: readonly string[] = []): string[] {
  const real = realpathSync(dir);
  if (above.includes(real)) return [];
  const names = readdirSync(dir).filter((name) => !name.startsWith(".") && !name.endsWith("~")).sort();
  return names.flatMap((name) => {
    const path = join(dir, name);
    if (isFolder(path)) return name.includes(".") ? [] : varsFilesIn(path, [...above, real]); // as Ansible has it
    return /(?:^[^.]+|\.ya?ml|\.json)$/.test(name) ? [path] : [];
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // why it cannot be read is told when it is read
  }
}
