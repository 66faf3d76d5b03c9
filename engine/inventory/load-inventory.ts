import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { nearest } from "#engine/core/suggest.js";
import { readText, shownPath } from "#engine/load/read-text.js";
import { parseYaml } from "#engine/load/yaml.js";
import { InventoryBuilder } from "./builder.js";
import { openInventory } from "./build-inventory.js";
import { readIniInventory } from "./ini-inventory.js";
import type { Inventory } from "./inventory.js";
import type { Layer } from "./layer.js";
import { VarsFolders } from "./vars-folders.js";
import { addHosts, readYamlInventory } from "./yaml-inventory.js";

/** Reads inventories: folders, files (YAML or INI) and lists such as "web1,web2,". Later sources add to and override earlier ones. */
export function loadInventory(sources: readonly string[]): Result<Inventory, readonly Diagnostic[]> {
  return openInventory(() => {
    const builder = new InventoryBuilder();
    const dirs = sources.flatMap((source) => readSource(builder, source));
    return { builder, dirs };
  });
}

/** group_vars/ and host_vars/ beside a playbook: what they say for each host. */
export function adjacentLayers(playbookDir: string, inventory: Inventory): Result<(host: string) => readonly Layer[], readonly Diagnostic[]> {
  if (inventory.folders.includes(resolve(playbookDir))) return ok(() => []);
  const folders = new VarsFolders([playbookDir], { groups: [...inventory.groups.keys()], hosts: inventory.hosts });
  if (folders.diagnostics.length > 0) return err(folders.diagnostics);
  return ok((host) => folders.layers({ groups: ["all", ...inventory.groupsOf(host).map(({ name }) => name)], host }, { all: 5, group: 7, host: 10 }, "playbook"));
}

/** Reads one -i; gives back the folders in which group_vars and host_vars are looked for. */
function readSource(builder: InventoryBuilder, source: string): readonly string[] {
  if (existsSync(source)) {
    if (!statSync(source).isDirectory()) {
      readFile(builder, source);
      return [resolve(dirname(source))];
    }
    readFolder(builder, source);
    return [resolve(source)];
  }
  if (source.includes(",")) readList(builder, source);
  else builder.error("unknown-inventory", `there is no inventory ${shownPath(source)}`, undefined, guess(source));
  return [];
}

function guess(source: string): string {
  const folder = dirname(source);
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).map((name) => (folder === "." ? name : join(folder, name))) : [];
  const near = nearest(source, names);
  return near === undefined ? `A list of hosts ends in a comma: -i ${source},` : `Did you mean "${near}"?`;
}

function readList(builder: InventoryBuilder, source: string): void {
  const place: Place = { file: "-i", line: 1, column: 1, length: source.length, text: source };
  for (const pattern of source.split(",").map((each) => each.trim()).filter((each) => each !== "")) {
    for (const name of addHosts(builder, { pattern, place: { ...place, column: source.indexOf(pattern) + 1, length: pattern.length }, vars: undefined })) builder.group("ungrouped").hosts.add(name);
  }
}

/** Files of a folder that are no inventory: keys, host keys, notes, and what editors leave behind. */
const NO_INVENTORY = /^\.|~$|^(?:README|LICENSE|(?:ssh_)?known_hosts.*|id_[a-z0-9]+|ansible\.cfg)$|\.(?:pub|pem|key|md|txt|rst|orig|bak|swp|cfg|retry|rpm|j2|mustache|pyc|pyo)$/;

function readFolder(builder: InventoryBuilder, dir: string): void {
  const files = readdirSync(dir).sort().filter((name) => !NO_INVENTORY.test(name)).map((name) => join(dir, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  if (files.length === 0) builder.error("empty-inventory", `${shownPath(dir)} holds no inventory file`, undefined, inner(dir) ?? "Put a hosts.yml into it");
  for (const file of files) readFile(builder, file);
}

/** A folder of inventories was named in place of one of them. */
function inner(dir: string): string | undefined {
  const found = readdirSync(dir, { withFileTypes: true }).filter((each) => each.isDirectory() && !each.name.endsWith("_vars")).map((each) => join(dir, each.name));
  return found.length === 0 ? undefined : `Did you mean one of these: ${found.map(shownPath).join(", ")}?`;
}

function readFile(builder: InventoryBuilder, path: string): void {
  if (/\.(?:toml|py|sh)$/.test(path) || (!/\.[A-Za-z]+$/.test(path) && isProgram(path))) {
    builder.error("unsupported-inventory", `${shownPath(path)}: inventories that are programs, or TOML, are not supported yet`, undefined, "Write it as YAML: ansible-inventory --list --yaml can do that for you");
    return;
  }
  const source = readText(path);
  if (!source.ok) builder.diagnostics.push(source.error);
  else if (/\.(?:ya?ml|json)$/.test(path) || looksLikeYaml(source.value.text)) readYaml(builder, source.value.text, source.value.file);
  else readIniInventory(builder, source.value);
}

function isProgram(path: string): boolean {
  return (statSync(path).mode & 0o111) !== 0;
}

function looksLikeYaml(text: string): boolean {
  const first = text.split("\n").find((line) => line.trim() !== "" && !/^\s*#/.test(line)) ?? "";
  return /^(?:---|[\w.-]+:)\s*(?:#.*)?$/.test(first);
}

function readYaml(builder: InventoryBuilder, text: string, file: string): void {
  const parsed = parseYaml(text, file);
  if (parsed.ok) readYamlInventory(builder, parsed.value);
  else builder.diagnostics.push(...parsed.error);
}
