import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Place } from "#engine/core/place.js";
import { nearest } from "#engine/core/suggest.js";
import { readText, shownPath } from "#engine/load/read-text.js";
import type { SourceText } from "#engine/load/source-text.js";
import { parseSource } from "#engine/load/yaml.js";
import { firstBytes } from "./ask-script.js";
import type { InventoryBuilder } from "./builder.js";
import { readFolder } from "./source-folder.js";
import { readIniInventory } from "./ini-inventory.js";
import { readScriptInventory, type ScriptOptions } from "./script-inventory.js";
import { addHosts, readYamlInventory } from "./yaml-inventory.js";

/** Reads one -i: a folder, a file or a list with commas. Gives back the folders in which group_vars and host_vars are looked for. */
export function readSource(builder: InventoryBuilder, source: string, options: ScriptOptions): readonly string[] {
  if (existsSync(source)) {
    if (!statSync(source).isDirectory()) {
      readFile(builder, source, options);
      return [resolve(dirname(source))];
    }
    readFolder(builder, source, (path) => { readFile(builder, path, options); });
    return [resolve(source)];
  }
  if (source.includes(",")) readList(builder, source);
  else builder.error("unknown-inventory", `there is no inventory ${shownPath(source)}`, undefined, guess(source));
  return [];
}

function guess(source: string): string {
  const folder = dirname(source);
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).map((name) => (folder === "." ? name : join(folder, name))) : [];
  const near = names.includes(source) ? undefined : nearest(source, names);
  if (names.includes(source)) return "It is a symbolic link to something that is not there: mend the link";
  return near === undefined ? `A list of hosts ends in a comma: -i ${source},` : `Did you mean "${near}"?`;
}

/** Ansible's inventory plugin "host_list". */
function readList(builder: InventoryBuilder, source: string): void {
  const place: Place = { file: "-i", line: 1, column: 1, length: source.length, text: source };
  builder.source = source;
  for (const pattern of source.split(",").map((each) => each.trim()).filter((each) => each !== "")) {
    for (const name of addHosts(builder, { pattern, place: { ...place, column: source.indexOf(pattern) + 1, length: pattern.length }, vars: undefined })) builder.group("ungrouped").hosts.add(name);
  }
}

/** As Ansible tries its plugins: a program is run; .yml, .yaml and .json are YAML, other endings INI; without one it is YAML where it looks so. */
function readFile(builder: InventoryBuilder, path: string, options: ScriptOptions): void {
  builder.source = resolve(path);
  if (path.endsWith(".toml")) builder.error("unsupported-inventory", `${shownPath(path)}: inventories in TOML are not supported`, undefined, `Write it as YAML: ansible-inventory -i ${shownPath(path)} --list --yaml --export can do that for you`);
  else if (isProgram(path)) readScriptInventory(builder, path, options);
  else readData(builder, path);
}

function readData(builder: InventoryBuilder, path: string): void {
  const source = readText(path);
  if (!source.ok) builder.diagnostics.push(source.error);
  else if (/\.(?:ya?ml|json)$/.test(path) || (!/\.[^./]+$/.test(path) && looksLikeYaml(source.value.text))) readYaml(builder, source.value);
  else readIni(builder, source.value);
}

/** What is wrong with an encrypted file is told without a word of it. */
function readIni(builder: InventoryBuilder, source: SourceText): void {
  const known = builder.diagnostics.length;
  readIniInventory(builder, source);
  if (!source.sealed) return;
  for (const { code, place } of builder.diagnostics.splice(known)) builder.error(code, `${source.file}, which is encrypted, makes no sense at line ${place?.line ?? 1}`, undefined, "See it with: tsplay vault view");
  builder.warnings.splice(0, builder.warnings.length, ...builder.warnings.filter((each) => each.place?.file !== source.file));
}

/** Begins with #!, or may be run and is not text: a list of hosts that only has the execute bit, as copies from Windows do, stays a list. */
function isProgram(path: string): boolean {
  const start = firstBytes(path);
  return start.subarray(0, 2).toString("latin1") === "#!" || (start.includes(0) && mayRun(path));
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function looksLikeYaml(text: string): boolean {
  const first = text.split("\n").find((line) => line.trim() !== "" && !/^\s*[#;]/.test(line)) ?? "";
  return /^(?:---(?:\s.*)?|\{.*|(?:[\w.-]+|"[^"]*"|'[^']*'):(?:\s.*)?)$/.test(first);
}

function readYaml(builder: InventoryBuilder, source: SourceText): void {
  const parsed = parseSource(source);
  if (parsed.ok) readYamlInventory(builder, parsed.value);
  else builder.diagnostics.push(...parsed.error);
}
