import { homedir } from "node:os";
import { join } from "node:path";
import type { TargetDefaults } from "#engine/inventory/connection-variables.js";
import { readSshArguments } from "#engine/inventory/ssh-arguments.js";
import type { SettingName } from "#engine/settings/definitions.js";
import type { Settings } from "#engine/settings/settings.js";
import { becomeSettings, type BecomeSettings } from "./become-settings.js";
import type { InventoryArguments } from "./commands/inventory.js";
import type { RunArguments } from "./commands/run.js";
import type { VaultArguments } from "./vault/options.js";

/** How many hosts at once, when nobody says it. */
const FORKS = 50;

/** The options of a run with what the settings say where the command line says nothing. */
export interface SettledRun extends RunArguments {
  readonly forks: number;
  readonly rolePaths: readonly string[];
  /** The .tsplay.yml that counts. */
  readonly project: string | undefined;
  /** How hosts are reached that say nothing of it themselves. */
  readonly reach: TargetDefaults;
  readonly facts: FactSettings;
  /** How each method is used where nobody else says it. */
  readonly becomeBy: BecomeSettings;
}

/** When facts are gathered, and where they are kept, if they are. */
export interface FactSettings {
  readonly gathering: "implicit" | "explicit" | "smart" | undefined;
  readonly cache: { readonly path: string; readonly seconds: number } | undefined;
}

/** What counts for `tsplay run`: options above settings. */
export function settledRun(options: RunArguments, settings: Settings): SettledRun {
  return {
    ...options, ...vaultOf(options, settings), ...choices(options, settings), ...logins(options, settings),
    forks: options.forks ?? settings.get("forks") ?? FORKS,
    rolePaths: rolePaths(settings), project: settings.files.project, reach: reachOf(options, settings), becomeBy: becomeSettings(settings), facts: factsOf(settings),
    ...truth("diff", options.diff, settings.get("diff")), ...truth("forceHandlers", options.forceHandlers, settings.get("force_handlers")),
    ...value("verbose", options.verbose ?? settings.get("verbosity")), ...value("json", options.json ?? settings.get("report.json")),
  };
}

/** What counts for `tsplay inventory`. */
export function settledInventory(options: InventoryArguments, settings: Settings): InventoryArguments {
  return { ...options, ...vaultOf(options, settings), ...value("inventory", options.inventory ?? settings.get("inventory")) };
}

/** Where Ansible looks when nobody says where; and where ansible-galaxy installs. */
const ROLES = [join(homedir(), ".ansible/roles"), "/usr/share/ansible/roles", "/etc/ansible/roles"];
const COLLECTIONS = [join(homedir(), ".ansible/collections"), "/usr/share/ansible/collections"];

/** Folders with roles besides those beside the playbook; the working folder's roles/ always counts, and so do those beside ansible_collections/. */
export function rolePaths(settings: Settings): readonly string[] {
  return ["roles", ...settings.get("roles_path") ?? ROLES, ...(settings.get("collections_path") ?? COLLECTIONS).map((path) => join(path, "roles"))];
}

function reachOf(options: RunArguments, settings: Settings): TargetDefaults {
  const port = settings.get("remote_port");
  const ssh = { ...(port !== undefined && { port }), ...sshArguments(settings).options };
  // "ssh" is what happens anyway, but to this machine itself: no setting of a project means that.
  const connection = options.connection ?? (settings.get("connection") === "local" ? "local" : undefined);
  return {
    ssh, ...value("connection", connection), ...value("timeout", options.timeout ?? settings.get("timeout")),
    ...value("hostKeyChecking", settings.get("host_key_checking")),
  };
}

/** Ansible's own age of facts: a day. */
const FACT_AGE = 86_400;

function factsOf(settings: Settings): FactSettings {
  const path = settings.get("fact_cache.path");
  return { gathering: settings.get("gathering"), cache: path === undefined ? undefined : { path, seconds: settings.get("fact_cache.seconds") ?? FACT_AGE } };
}

/** What the settings say of ssh's own arguments, and what of that means nothing here. */
export function sshArguments(settings: Settings): ReturnType<typeof readSshArguments> {
  const text = (["ssh_args", "ssh_common_args", "ssh_extra_args"] as const).map((name) => settings.get(name) ?? "").join(" ");
  return readSshArguments(text);
}

function choices(options: RunArguments, settings: Settings): Partial<RunArguments> {
  return {
    ...value("inventory", options.inventory ?? settings.get("inventory")),
    ...value("tags", options.tags ?? settings.get("tags")), ...value("skipTags", options.skipTags ?? settings.get("skip_tags")),
  };
}

function logins(options: RunArguments, settings: Settings): Partial<RunArguments> {
  return {
    ...value("user", options.user ?? settings.get("remote_user")),
    ...value("privateKey", options.privateKey ?? settings.get("private_key_file")),
    ...truth("askPass", options.askPass, settings.get("ask_pass")),
    ...value("connectionPasswordFile", options.connectionPasswordFile ?? settings.get("connection_password_file")),
    ...truth("become", options.become, settings.get("become")),
    ...value("becomeMethod", options.becomeMethod ?? settings.get("become_method")),
    ...truth("askBecomePass", options.askBecomePass, settings.get("become_ask_pass")),
    ...value("becomePasswordFile", options.becomePasswordFile ?? settings.get("become_password_file")),
  };
}

/** What files say of vault passwords; the environment is read with the options (engine/cli/vault/sources.ts). */
export function vaultOf(options: VaultArguments, settings: Settings): VaultArguments {
  const given = [options.vaultId, options.vaultPasswordFile, options.vaultPassFile, options.askVaultPass, options.askVaultPassword].some((each) => each !== undefined);
  const list = inFile("vault_identity_list", settings) ? settings.get("vault_identity_list") : undefined;
  const file = inFile("vault_password_file", settings) && !given ? settings.get("vault_password_file") : undefined;
  return {
    ...(list !== undefined && { vaultId: [...list, ...options.vaultId ?? []] }),
    ...(file !== undefined && { vaultPasswordFile: [file] }),
    ...truth("askVaultPass", options.askVaultPass, !given && settings.get("ask_vault_pass") === true),
  };
}

function inFile(name: SettingName, settings: Settings): boolean {
  return settings.origin(name).kind !== "environment";
}

function value<K extends string, T>(key: K, found: T | undefined): Partial<Readonly<Record<K, T>>> {
  return (found === undefined ? {} : { [key]: found }) as Partial<Readonly<Record<K, T>>>;
}

function truth<K extends string>(key: K, option: true | undefined, setting: boolean | undefined): Partial<Readonly<Record<K, true>>> {
  return (option === true || setting === true ? { [key]: true } : {}) as Partial<Readonly<Record<K, true>>>;
}
