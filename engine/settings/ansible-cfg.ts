import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { problemAt, warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { readIniConfig, type IniEntry } from "#engine/load/ini-config.js";
import { readText, shownPath } from "#engine/load/read-text.js";
import { definitionOf, SETTING_NAMES } from "./definitions.js";
import type { Found } from "./origin.js";
import { expandPath, readValue } from "./read-value.js";
import { passedOver, writableByAll } from "./trusted-folder.js";
import { meaningOf, type Meaning } from "./without-meaning.js";

/** Where to look for it. */
export interface Surroundings {
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The file that counts, if any, and what is odd about the choice. */
export interface CfgChoice {
  readonly path: string | undefined;
  readonly warnings: readonly Diagnostic[];
}

/** Ansible's order, the first that is there: ANSIBLE_CONFIG, ./ansible.cfg unless others may write to the folder, ~/.ansible.cfg, /etc/ansible/ansible.cfg. */
export function findAnsibleCfg({ cwd, home, env }: Surroundings): CfgChoice {
  const told = env["ANSIBLE_CONFIG"] ?? "";
  const named = told === "" ? undefined : withName(expandPath(told, cwd));
  const here = join(cwd, "ansible.cfg");
  const open = writableByAll(cwd);
  const path = [named, open ? undefined : here, join(home, ".ansible.cfg"), "/etc/ansible/ansible.cfg"].find((each) => each !== undefined && readable(each));
  const warnings = [
    ...named !== undefined && path !== named ? [warning(`ANSIBLE_CONFIG names ${shownPath(named)}, which cannot be read`, "Ansible goes on as if it were not set, and so do we")] : [],
    ...open && existsSync(here) && (named === undefined || path !== named) ? [passedOver(here, "chmod o-w the folder, or set ANSIBLE_CONFIG")] : [],
  ];
  return { path, warnings };
}

function withName(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, "ansible.cfg") : path;
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function warning(message: string, hint: string): Diagnostic {
  return warningAt("ansible-cfg", message, { hint });
}

/** A line of an ansible.cfg that means nothing here, and why. */
export interface UnusedEntry {
  readonly entry: IniEntry;
  readonly meaning: Meaning;
}

/** What an ansible.cfg says: settings, and what has no meaning here. */
export interface CfgSettings {
  readonly found: readonly Found[];
  readonly unused: readonly UnusedEntry[];
}

/** Reads an ansible.cfg. Relative paths are taken from its folder. */
export function readAnsibleCfg(path: string): Result<CfgSettings, readonly Diagnostic[]> {
  const source = readText(path);
  if (!source.ok) return err([source.error]);
  const entries = readIniConfig(source.value);
  if (!entries.ok) return entries;
  const used = new Set<IniEntry>();
  const found: Found[] = [];
  const problems: Diagnostic[] = [];
  for (const name of SETTING_NAMES) {
    const { kind, cfg } = definitionOf(name);
    const entry = cfg.map((each) => entries.value.find(({ section, key }) => `${section}.${key}` === each)).find((each) => each !== undefined);
    if (entry === undefined || entry.value.trim() === "") continue;
    used.add(entry);
    const value = readValue(kind, unquoted(entry.value).replaceAll("\n", " "), dirname(resolve(path)));
    if (value.ok) found.push({ name, value: value.value, origin: { kind: "ansible.cfg", place: entry.place } });
    else problems.push(problemAt("bad-setting", `${entry.key} must be ${value.error}`, { place: entry.place, hint: `Settings of tsplay's own can stand in .tsplay.yml, which counts above the ansible.cfg: ${name}` }));
  }
  const unused = entries.value.filter((entry) => !used.has(entry) && !isCachePlugin(entry)).map((entry) => ({ entry, meaning: meaningOf(entry) }));
  return problems.length > 0 ? err(problems) : ok({ found: withoutCache(found, entries.value), unused });
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

function isCachePlugin({ section, key, value }: IniEntry): boolean {
  return section === "defaults" && key === "fact_caching" && (value === "jsonfile" || value === "memory");
}

/** Where facts are kept counts only together with `fact_caching = jsonfile`. */
function withoutCache(found: readonly Found[], entries: readonly IniEntry[]): readonly Found[] {
  const plugin = entries.find(({ section, key }) => section === "defaults" && key === "fact_caching")?.value;
  return plugin === "jsonfile" ? found : found.filter(({ name }) => !name.startsWith("fact_cache."));
}
