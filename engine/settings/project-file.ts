import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode, Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, type Value } from "#engine/core/value.js";
import { readYamlFile } from "#engine/load/yaml.js";
import { checkKeywords } from "#engine/schema/check-keywords.js";
import { valueOf } from "#engine/schema/plain.js";
import { definitionOf, SETTING_NAMES } from "./definitions.js";
import type { Found } from "./origin.js";
import { projectSchema, partSchema, PARTS } from "./project-schema.js";
import { passedOver, writableByAll } from "./trusted-folder.js";
import { readValue, type Raw } from "./read-value.js";

/** What the settings of a project are called. */
export const PROJECT_FILE = ".tsplay.yml";

/** The file that counts, if any, and those that are passed over. */
export interface ProjectChoice {
  readonly path: string | undefined;
  readonly warnings: readonly Diagnostic[];
}

/** The .tsplay.yml of a folder or of the nearest one above it that has one; not in folders that everybody may write to, such as /tmp. */
export function findProjectFile(folder: string, warnings: readonly Diagnostic[] = []): ProjectChoice {
  const path = join(folder, PROJECT_FILE);
  const there = existsSync(path);
  if (there && !writableByAll(folder)) return { path, warnings };
  const so = there ? [...warnings, passedOver(path, "chmod o-w the folder")] : warnings;
  const above = dirname(resolve(folder));
  return above === resolve(folder) ? { path: undefined, warnings: so } : findProjectFile(above, so);
}

/** Reads a .tsplay.yml. Relative paths are taken from its folder. Unknown keys and wrong values are errors. */
export function readProjectFile(path: string): Result<readonly Found[], readonly Diagnostic[]> {
  const read = readYamlFile(path);
  if (!read.ok) return read;
  if (read.value === undefined) return ok([]);
  if (read.value.kind !== "map") return err([problemAt("wrong-type", "project settings must be a dictionary", { place: read.value.place, hint: "Write `forks: 10`, one setting a line" })]);
  const problems = check(read.value);
  if (problems.length > 0) return err(problems);
  return gathered(read.value, dirname(resolve(path)));
}

function check(node: MapNode): readonly Diagnostic[] {
  const parts = node.entries.filter(({ key, value }) => PARTS.includes(key) && value.kind === "map");
  return [
    ...checkKeywords(projectSchema(), node, { owner: "the project settings", keyIs: "a project setting", keyKind: "setting" }),
    ...parts.flatMap(({ key, value }) => value.kind === "map" ? checkKeywords(partSchema(key), value, { owner: key, keyIs: `a key of ${key}`, keyKind: "setting" }) : []),
  ];
}

function gathered(node: MapNode, base: string): Result<readonly Found[], readonly Diagnostic[]> {
  const found: Found[] = [];
  const problems: Diagnostic[] = [];
  for (const name of SETTING_NAMES) {
    const entry = entryAt(node, name.split("."));
    if (entry === undefined) continue;
    const raw = rawOf(entry.value);
    const value = raw === undefined ? undefined : readValue(definitionOf(name).kind, raw, base);
    if (value?.ok === true) found.push({ name, value: value.value, origin: { kind: ".tsplay.yml", place: entry.keyPlace } });
    else if (value !== undefined) problems.push(problemAt("bad-setting", `${name} must be ${value.error}`, { place: entry.value.place }));
  }
  return problems.length > 0 ? err(problems) : ok(found);
}

function entryAt(node: MapNode, [key = "", ...rest]: readonly string[]): MapEntry | undefined {
  const entry = node.entries.find((each) => each.key === key);
  if (entry === undefined || rest.length === 0) return entry;
  return entry.value.kind === "map" ? entryAt(entry.value, rest) : undefined;
}

/** undefined for `name:` with nothing behind it: as good as not written. */
function rawOf(node: Node): Raw | undefined {
  const value = valueOf(node);
  if (isList(value)) return value.filter((each) => each !== null).map(textOf);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function textOf(value: Value): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
