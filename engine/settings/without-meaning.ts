import type { IniEntry } from "#engine/load/ini-config.js";

/** Why a key of an ansible.cfg has no meaning here. `matters`: playbooks may mean something else without it, so a run says so. */
export interface Meaning {
  readonly why: string;
  readonly matters: boolean;
}

/** What a key of an ansible.cfg comes to here, that no setting of ours stands for. */
export function meaningOf({ section, key, value }: Pick<IniEntry, "section" | "key" | "value">): Meaning {
  const known = MATTERS[`${section}.${key}`];
  if (known !== undefined) return value.toLowerCase() === known.harmless ? { why: "it is so here, too", matters: false } : { why: known.why, matters: true };
  const harmless = HARMLESS[`${section}.${key}`] ?? HARMLESS[key] ?? (/_plugins$|^library$|^module_utils$/.test(key) ? PLUGINS : undefined) ?? SECTIONS[section];
  return { why: harmless ?? "tsplay has no such setting", matters: false };
}

const PLUGINS = "plugins are Python, and tsplay runs none; modules, filters and lookups are its own";
const CALLBACKS = "tsplay has its own output; --json and report.json give every event to programs";
const CONNECTION = "tsplay keeps one connection with one shell for each host and user, without the ssh program";
const PYTHON = "no Python is needed on the hosts";

const PLAIN_PASSWORD = { why: "no password is read from an ansible.cfg; name a file of its own with become_password_file", harmless: "" };

/** Keys that change what playbooks do; the value that changes nothing. */
const MATTERS: Readonly<Record<string, { readonly why: string; readonly harmless: string }>> = {
  "defaults.hash_behaviour": { why: "dictionaries of the same name always replace each other here; use the filter combine to merge them", harmless: "replace" },
  "defaults.error_on_undefined_vars": { why: "an undefined variable is always an error here; use the filter default", harmless: "true" },
  "defaults.jinja2_native": { why: "a string that is one {{ expression }} always keeps its type here", harmless: "true" },
  "defaults.jinja2_extensions": { why: "extensions of Jinja are Python", harmless: "" },
  "defaults.any_errors_fatal": { why: "write it in the play: any_errors_fatal: true", harmless: "false" },
  "defaults.strategy": { why: "write it in the play: strategy: free", harmless: "linear" },
  "defaults.executable": { why: "commands are run by sh; a task may have its own `executable`", harmless: "/bin/sh" },
  "defaults.ansible_managed": { why: "the variable ansible_managed is \"Ansible managed\"; set it as a variable of the group all", harmless: "ansible managed" },
  "defaults.no_log": { why: "write it in the play: no_log: true", harmless: "false" },
  "defaults.max_diff_size": { why: "long diffs are shown whole", harmless: "104448" },
  "defaults.inject_facts_as_vars": { why: "facts are always there as ansible_* variables, too", harmless: "true" },
  "defaults.private_role_vars": { why: "variables of roles always count in the whole play, as Ansible has it unless told otherwise", harmless: "false" },
  "defaults.gather_subset": { why: "write it in the play: gather_subset", harmless: "all" },
  "defaults.force_valid_group_names": { why: "names of groups stay as they are written", harmless: "never" },
  "inventory.enable_plugins": { why: "inventories are YAML, INI, programs and lists of hosts; there are no inventory plugins", harmless: "host_list, script, auto, yaml, ini, toml" },
  "inventory.unparsed_is_failed": { why: "an inventory that cannot be read is always an error", harmless: "true" },
  "inventory.any_unparsed_is_failed": { why: "an inventory that cannot be read is always an error", harmless: "true" },
  "sudo_become_plugin.password": PLAIN_PASSWORD, "su_become_plugin.password": PLAIN_PASSWORD, "doas_become_plugin.password": PLAIN_PASSWORD,
};

const HARMLESS: Readonly<Record<string, string>> = {
  pipelining: "it is always so", control_path: CONNECTION, control_path_dir: CONNECTION, retries: "connections are tried again when the network is at fault", scp_if_ssh: CONNECTION, sftp_batch_mode: CONNECTION, transfer_method: CONNECTION, usetty: CONNECTION,
  stdout_callback: CALLBACKS, callback_whitelist: CALLBACKS, callbacks_enabled: CALLBACKS, bin_ansible_callbacks: CALLBACKS, display_skipped_hosts: CALLBACKS, display_ok_hosts: CALLBACKS, show_custom_stats: CALLBACKS, display_args_to_stdout: CALLBACKS, check_mode_markers: CALLBACKS, show_per_host_start: CALLBACKS, nocows: "there are no cows", cow_selection: "there are no cows", cow_path: "there are no cows",
  nocolor: "--no-color, NO_COLOR and FORCE_COLOR say it", force_color: "--no-color, NO_COLOR and FORCE_COLOR say it",
  interpreter_python: PYTHON, ansible_python_interpreter: PYTHON, module_set_locale: PYTHON, module_lang: PYTHON, module_compression: PYTHON, allow_world_readable_tmpfiles: "no files are copied to the hosts to run a module", remote_tmp: "no files are copied to the hosts to run a module", local_tmp: "no files are made to be copied", keep_remote_files: "no files are copied to the hosts to run a module", system_tmpdirs: "no files are copied to the hosts to run a module",
  retry_files_enabled: "there are no .retry files; --limit takes @file all the same", retry_files_save_path: "there are no .retry files",
  deprecation_warnings: "warnings are tsplay's own", command_warnings: "`tsplay lint` tells of commands that have a module", system_warnings: "warnings are tsplay's own", localhost_warning: "warnings are tsplay's own", devel_warning: "warnings are tsplay's own", action_warnings: "warnings are tsplay's own",
  log_path: "--json writes every event to a file", syslog_facility: "nothing is logged on the hosts", no_target_syslog: "nothing is logged on the hosts",
  fact_caching: "facts are kept in files: fact_caching = jsonfile, or fact_cache in .tsplay.yml", fact_caching_prefix: "the cache tells inventories apart by itself", fact_path: "facts are asked for by tsplay", gather_timeout: "facts are asked for by tsplay",
  poll_interval: "tasks with async are asked after as `poll` says", internal_poll_interval: "nothing polls", become_allow_same_user: "becoming the user one is already costs nothing", host_pattern_mismatch: "a name that means nobody is a warning", inventory_ignore_extensions: "the endings that Ansible passes over by default are passed over",
  task_timeout: "write it in the task: timeout", callback_result_format: CALLBACKS, pretty_results: CALLBACKS, result_format: CALLBACKS,
};

const SECTIONS: Readonly<Record<string, string>> = {
  galaxy: "tsplay installs no roles and no collections", persistent_connection: "for network devices, which tsplay does not manage", paramiko_connection: CONNECTION, ssh_connection: CONNECTION, colors: "colours are tsplay's own", selinux: "Debian hosts have no SELinux unless it was installed", accelerate: "it is long gone from Ansible",
};
