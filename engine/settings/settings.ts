import { existsSync } from "node:fs";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { findAnsibleCfg, readAnsibleCfg, type Surroundings, type UnusedEntry } from "./ansible-cfg.js";
import type { SettingName, SettingOf } from "./definitions.js";
import { environmentSettings } from "./environment.js";
import type { Found, SettingOrigin } from "./origin.js";
import { findProjectFile, readProjectFile } from "./project-file.js";

/** What the environment and the files of a project say; options of the command line stand above it. */
export interface Settings {
  /** undefined: nobody said anything. */
  get<N extends SettingName>(name: N): SettingOf<N> | undefined;
  origin(name: SettingName): SettingOrigin;
  readonly files: { readonly project: string | undefined; readonly ansible: string | undefined };
  /** Lines of the ansible.cfg that have no meaning here. */
  readonly unused: readonly UnusedEntry[];
  readonly warnings: readonly Diagnostic[];
}

/** Ansible's own inventory, where no other is named. */
const SYSTEM_INVENTORY = "/etc/ansible/hosts";

/** Finds and reads them: the environment counts above .tsplay.yml, that above the ansible.cfg. All errors come back together. */
export function loadSettings(around: Surroundings): Result<Settings, readonly Diagnostic[]> {
  const choice = findAnsibleCfg(around);
  const ansible = choice.path === undefined ? ok({ found: [], unused: [] }) : readAnsibleCfg(choice.path);
  const project = findProjectFile(around.cwd);
  const said = project.path === undefined ? ok([]) : readProjectFile(project.path);
  const environment = environmentSettings(around.env, around.cwd);
  const problems = [...ansible.ok ? [] : ansible.error, ...said.ok ? [] : said.error, ...environment.problems];
  if (!ansible.ok || !said.ok || problems.length > 0) return err(problems);
  const cached = (around.env["ANSIBLE_CACHE_PLUGIN"] ?? "jsonfile") === "jsonfile";
  const counts = new Map<SettingName, Found>();
  for (const each of [...systemInventory(), ...ansible.value.found, ...said.value, ...environment.found.filter(({ name }) => cached || !name.startsWith("fact_cache."))]) counts.set(each.name, each);
  return ok({
    get: <N extends SettingName>(name: N) => counts.get(name)?.value as SettingOf<N> | undefined,
    origin: (name) => counts.get(name)?.origin ?? { kind: "default" },
    files: { project: project.path, ansible: choice.path },
    unused: ansible.value.unused, warnings: [...choice.warnings, ...project.warnings],
  });
}

function systemInventory(): readonly Found[] {
  return existsSync(SYSTEM_INVENTORY) ? [{ name: "inventory", value: [SYSTEM_INVENTORY], origin: { kind: "default" } }] : [];
}
