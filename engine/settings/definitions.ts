import type { BecomeMethod } from "#engine/core/become-method.js";

/** How a value is written and read. */
export type SettingKind = "text" | "path" | "paths" | "sources" | "words" | "number" | "seconds" | "flag" | "checking" | "gathering" | "transport" | "method";

/** What a value of a kind is once it is read. */
export interface SettingTypes {
  text: string;
  path: string;
  /** Folders, absolute; with colons between them where they are text. */
  paths: readonly string[];
  /** Inventories: paths, absolute, or lists of hosts; with commas between them where they are text. */
  sources: readonly string[];
  words: readonly string[];
  number: number;
  /** A number that may be 0. */
  seconds: number;
  flag: boolean;
  checking: "yes" | "accept-new" | "no";
  gathering: "implicit" | "explicit" | "smart";
  transport: "ssh" | "local";
  method: BecomeMethod;
}

/** A setting: how it is called in .tsplay.yml (a dot stands for a dictionary in it), in the environment and in an ansible.cfg. */
export interface SettingDefinition {
  readonly kind: SettingKind;
  readonly description: string;
  /** Variables, the first that is set counts. */
  readonly env: readonly string[];
  /** `section.key`, the first that is there counts. */
  readonly cfg: readonly string[];
  /** The option that says the same on the command line. */
  readonly option?: string;
  /** What counts when nobody says anything, for people. */
  readonly otherwise?: string | number | boolean;
}

/** All settings, as Ansible calls them ("Ansible Configuration Settings") where it has them. */
export const SETTINGS = {
  inventory: { kind: "sources", description: "Inventories to use when no -i is given: files, folders, programs, lists of hosts.", env: ["ANSIBLE_INVENTORY"], cfg: ["defaults.inventory"], option: "-i" },
  forks: { kind: "number", description: "How many hosts are worked on at once.", env: ["ANSIBLE_FORKS"], cfg: ["defaults.forks"], option: "-f", otherwise: 50 },
  roles_path: { kind: "paths", description: "More folders with roles.", env: ["ANSIBLE_ROLES_PATH"], cfg: ["defaults.roles_path"], otherwise: "roles" },
  collections_path: { kind: "paths", description: "Folders in which ansible_collections/ is looked for.", env: ["ANSIBLE_COLLECTIONS_PATH", "ANSIBLE_COLLECTIONS_PATHS"], cfg: ["defaults.collections_path", "defaults.collections_paths"] },
  remote_user: { kind: "text", description: "Log in as this user.", env: ["ANSIBLE_REMOTE_USER"], cfg: ["defaults.remote_user"], option: "-u" },
  remote_port: { kind: "number", description: "The port of sshd, where a host says nothing.", env: ["ANSIBLE_REMOTE_PORT"], cfg: ["defaults.remote_port"] },
  private_key_file: { kind: "path", description: "The private key to log in with.", env: ["ANSIBLE_PRIVATE_KEY_FILE"], cfg: ["defaults.private_key_file"], option: "--private-key" },
  ask_pass: { kind: "flag", description: "Ask for the password to log in with.", env: ["ANSIBLE_ASK_PASS"], cfg: ["defaults.ask_pass"], option: "-k" },
  connection_password_file: { kind: "path", description: "Read that password from a file.", env: ["ANSIBLE_CONNECTION_PASSWORD_FILE"], cfg: ["defaults.connection_password_file"], option: "--connection-password-file" },
  connection: { kind: "transport", description: "How hosts are reached that do not say it: ssh, or local for this machine.", env: ["ANSIBLE_TRANSPORT"], cfg: ["defaults.transport"], option: "-c", otherwise: "ssh" },
  timeout: { kind: "number", description: "Seconds for connecting.", env: ["ANSIBLE_TIMEOUT", "ANSIBLE_SSH_TIMEOUT"], cfg: ["defaults.timeout", "ssh_connection.timeout"], option: "-T", otherwise: 10 },
  host_key_checking: { kind: "checking", description: "What to do with host keys that are not in known_hosts: true, false or accept-new.", env: ["ANSIBLE_HOST_KEY_CHECKING", "ANSIBLE_SSH_HOST_KEY_CHECKING"], cfg: ["defaults.host_key_checking", "ssh_connection.host_key_checking"], option: "--host-key-checking", otherwise: "yes" },
  ssh_args: { kind: "text", description: "Arguments of ssh, as far as they mean anything here: -o ProxyJump=..., -J, -p, -l, -i, -o StrictHostKeyChecking=...", env: ["ANSIBLE_SSH_ARGS"], cfg: ["ssh_connection.ssh_args"] },
  ssh_common_args: { kind: "text", description: "More of them.", env: ["ANSIBLE_SSH_COMMON_ARGS"], cfg: ["ssh_connection.ssh_common_args"] },
  ssh_extra_args: { kind: "text", description: "And more.", env: ["ANSIBLE_SSH_EXTRA_ARGS"], cfg: ["ssh_connection.ssh_extra_args"] },
  become: { kind: "flag", description: "Become another user for every task.", env: ["ANSIBLE_BECOME"], cfg: ["privilege_escalation.become"], option: "-b", otherwise: false },
  become_user: { kind: "text", description: "The user to become.", env: ["ANSIBLE_BECOME_USER"], cfg: ["privilege_escalation.become_user"], option: "--become-user", otherwise: "root" },
  become_method: { kind: "method", description: "How: sudo, su, doas or runuser.", env: ["ANSIBLE_BECOME_METHOD"], cfg: ["privilege_escalation.become_method"], option: "--become-method", otherwise: "sudo" },
  become_exe: { kind: "text", description: "The program that does it, where it is not the method's name.", env: ["ANSIBLE_BECOME_EXE"], cfg: ["privilege_escalation.become_exe"] },
  become_flags: { kind: "text", description: "Options of that program.", env: ["ANSIBLE_BECOME_FLAGS"], cfg: ["privilege_escalation.become_flags"] },
  "sudo.exe": { kind: "text", description: "The same for sudo alone.", env: ["ANSIBLE_SUDO_EXE"], cfg: ["sudo_become_plugin.executable"] },
  "sudo.flags": { kind: "text", description: "The same for sudo alone.", env: ["ANSIBLE_SUDO_FLAGS"], cfg: ["sudo_become_plugin.flags"] },
  "sudo.user": { kind: "text", description: "The user to become by sudo.", env: ["ANSIBLE_SUDO_USER"], cfg: ["sudo_become_plugin.user"] },
  "su.exe": { kind: "text", description: "The same for su alone.", env: ["ANSIBLE_SU_EXE"], cfg: ["su_become_plugin.executable"] },
  "su.flags": { kind: "text", description: "The same for su alone.", env: ["ANSIBLE_SU_FLAGS"], cfg: ["su_become_plugin.flags"] },
  "su.user": { kind: "text", description: "The user to become by su.", env: ["ANSIBLE_SU_USER"], cfg: ["su_become_plugin.user"] },
  "su.localized_prompts": { kind: "words", description: "How su asks for a password, where it asks in words of its own.", env: ["ANSIBLE_SU_PROMPT_L10N"], cfg: ["su_become_plugin.localized_prompts"] },
  "doas.exe": { kind: "text", description: "The same for doas alone.", env: ["ANSIBLE_DOAS_EXE"], cfg: ["doas_become_plugin.executable"] },
  "doas.flags": { kind: "text", description: "The same for doas alone.", env: ["ANSIBLE_DOAS_FLAGS"], cfg: ["doas_become_plugin.flags"] },
  "doas.user": { kind: "text", description: "The user to become by doas.", env: ["ANSIBLE_DOAS_USER"], cfg: ["doas_become_plugin.user"] },
  "doas.localized_prompts": { kind: "words", description: "How doas asks for a password, where it asks in words of its own.", env: ["ANSIBLE_DOAS_PROMPT_L10N"], cfg: ["doas_become_plugin.localized_prompts"] },
  become_ask_pass: { kind: "flag", description: "Ask for the password that this takes.", env: ["ANSIBLE_BECOME_ASK_PASS"], cfg: ["privilege_escalation.become_ask_pass"], option: "-K" },
  become_password_file: { kind: "path", description: "Read that password from a file.", env: ["ANSIBLE_BECOME_PASSWORD_FILE"], cfg: ["defaults.become_password_file"], option: "--become-password-file" },
  vault_password_file: { kind: "path", description: "The vault password, or a script that prints it.", env: ["ANSIBLE_VAULT_PASSWORD_FILE"], cfg: ["defaults.vault_password_file"], option: "--vault-password-file" },
  vault_identity_list: { kind: "words", description: "Vault passwords under labels: label@file.", env: ["ANSIBLE_VAULT_IDENTITY_LIST"], cfg: ["defaults.vault_identity_list"], option: "--vault-id" },
  ask_vault_pass: { kind: "flag", description: "Ask for the vault password.", env: ["ANSIBLE_ASK_VAULT_PASS"], cfg: ["defaults.ask_vault_pass"], option: "-J" },
  gathering: { kind: "gathering", description: "Whether plays gather facts: implicit, unless they say no; explicit, if they say yes; smart, unless they say no, but only once for each host (Ansible's default is implicit).", env: ["ANSIBLE_GATHERING"], cfg: ["defaults.gathering"], otherwise: "smart" },
  "fact_cache.path": { kind: "path", description: "A folder in which facts are kept from run to run.", env: ["ANSIBLE_CACHE_PLUGIN_CONNECTION"], cfg: ["defaults.fact_caching_connection"] },
  "fact_cache.seconds": { kind: "seconds", description: "The age at which they are gathered again; 0: never.", env: ["ANSIBLE_CACHE_PLUGIN_TIMEOUT"], cfg: ["defaults.fact_caching_timeout"], otherwise: 86400 },
  diff: { kind: "flag", description: "Always show differences.", env: ["ANSIBLE_DIFF_ALWAYS"], cfg: ["diff.always"], option: "-D", otherwise: false },
  force_handlers: { kind: "flag", description: "Run notified handlers on hosts that failed, too.", env: ["ANSIBLE_FORCE_HANDLERS"], cfg: ["defaults.force_handlers"], option: "--force-handlers", otherwise: false },
  verbosity: { kind: "seconds", description: "How much is told: 0 to 3.", env: ["ANSIBLE_VERBOSITY"], cfg: ["defaults.verbosity"], option: "-v", otherwise: 0 },
  tags: { kind: "words", description: "Only tasks with one of these tags.", env: ["ANSIBLE_RUN_TAGS"], cfg: ["tags.run"], option: "-t" },
  skip_tags: { kind: "words", description: "No tasks with one of these tags.", env: ["ANSIBLE_SKIP_TAGS"], cfg: ["tags.skip"], option: "--skip-tags" },
  "report.json": { kind: "path", description: "Write every event as a line of JSON to this file.", env: [], cfg: [], option: "--json" },
} as const satisfies Readonly<Record<string, SettingDefinition>>;

/** What a setting is called. */
export type SettingName = keyof typeof SETTINGS;

/** What it is once it is read. */
export type SettingOf<N extends SettingName> = SettingTypes[(typeof SETTINGS)[N]["kind"]];

/** Any of them. */
export type SettingValue = SettingTypes[SettingKind];

/** All names, in the order of the table. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** What is known of a setting. */
export function definitionOf(name: SettingName): SettingDefinition {
  return SETTINGS[name];
}
