import { ANYTHING, CONDITION, FLAG, SECONDS, STATIC_FLAG, TASKS, TEXT, VARIABLES, WORDS, type KeywordTable, type UnsupportedKeyword } from "./keyword-types.js";

// The keywords and where they may stand: Ansible's "Playbook Keywords" page.

/** Of plays, role entries, blocks and tasks alike. */
const COMMON: KeywordTable = {
  name: { type: ["string", "number", "null"] }, vars: VARIABLES, tags: WORDS,
  environment: { type: ["object", "array", "string", "null"] },
  become: FLAG, become_user: TEXT, become_method: { enum: ["sudo"] },
  connection: { enum: ["ssh", "local", "smart"] }, remote_user: TEXT,
  no_log: FLAG, run_once: FLAG, ignore_errors: FLAG, ignore_unreachable: FLAG, check_mode: FLAG, diff: FLAG, any_errors_fatal: FLAG,
  timeout: SECONDS, collections: WORDS,
};

/** Of role entries, blocks and tasks: what may be done under a condition or for another host. */
const CONDITIONAL: KeywordTable = { when: CONDITION, delegate_to: TEXT };

/** Keywords of a play. */
export const PLAY_KEYWORDS: KeywordTable = {
  ...COMMON,
  any_errors_fatal: STATIC_FLAG,
  hosts: { type: ["string", "array"], items: { type: "string" } },
  gather_facts: STATIC_FLAG, gather_subset: WORDS,
  vars_files: { type: ["string", "array", "null"], items: { type: ["string", "array"] } },
  roles: { type: ["array", "null"], items: { type: ["string", "object"] } },
  pre_tasks: TASKS, tasks: TASKS, post_tasks: TASKS, handlers: TASKS,
  serial: { type: ["integer", "string", "array"], items: { type: ["integer", "string"] }, "x-static": true },
  max_fail_percentage: { type: "number", minimum: 0, maximum: 100, "x-static": true },
  force_handlers: STATIC_FLAG, strategy: { type: "string", "x-static": true },
};

/** Keywords of `- import_playbook: file`. */
export const IMPORT_PLAYBOOK_KEYWORDS: KeywordTable = {
  "import_playbook": { type: "string", "x-static": true }, "ansible.builtin.import_playbook": { type: "string", "x-static": true },
  name: TEXT, vars: VARIABLES, tags: WORDS, when: CONDITION,
};

/** Keywords of a role in a play's `roles`; any other key is a parameter of the role. */
export const ROLE_ENTRY_KEYWORDS: KeywordTable = { ...COMMON, ...CONDITIONAL, role: { type: "string", "x-static": true } };

/** Keywords of a block. */
export const BLOCK_KEYWORDS: KeywordTable = { ...COMMON, ...CONDITIONAL, block: TASKS, rescue: TASKS, always: TASKS, notify: WORDS };

/** Keys of loop_control that Ansible knows and this version does not. */
export const UNSUPPORTED_LOOP_CONTROL: readonly string[] = ["pause", "extended", "extended_allitems", "break_when"];

/** Keywords of a task; the one key besides them names the module. */
export const TASK_KEYWORDS: KeywordTable = {
  ...COMMON, ...CONDITIONAL,
  args: { type: ["object", "string", "null"] },
  register: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$", description: "A name of a variable: letters, digits and _, no digit first", "x-static": true },
  changed_when: CONDITION, failed_when: CONDITION, until: CONDITION,
  retries: { type: "integer", minimum: 0 }, delay: SECONDS,
  notify: WORDS,
  loop: { type: ["array", "string"], pattern: "\\{\\{", description: "A list, or a template that makes one" }, with_items: ANYTHING, with_list: ANYTHING, with_dict: { type: ["object", "string"] },
  loop_control: {
    type: "object", additionalProperties: false,
    properties: { loop_var: TEXT, index_var: TEXT, label: ANYTHING, ...Object.fromEntries(UNSUPPORTED_LOOP_CONTROL.map((name) => [name, ANYTHING])) },
  },
};

/** Keywords of a handler. */
export const HANDLER_KEYWORDS: KeywordTable = { ...TASK_KEYWORDS, listen: { type: ["string", "array"], items: { type: "string" } } };

const USE_LOOP: UnsupportedKeyword = { hint: "Use `loop`" };

/** What Ansible knows and this version does not. */
export const UNSUPPORTED: Readonly<Record<string, UnsupportedKeyword>> = {
  async: { hint: "Remove it: the task then waits until the command has ended; `timeout` bounds it" },
  poll: { hint: "Remove it together with `async`" },
  throttle: { hint: "Use `serial` or --forks" },
  debugger: { hint: "Remove it" },
  module_defaults: { hint: "Write the parameters at the tasks" },
  vars_prompt: { hint: "Give the variable with -e" },
  become_flags: { hint: "Set it up in sudoers" }, become_exe: { hint: "Set it up in sudoers" },
  port: { hint: "Set the variable ansible_port" },
  delegate_facts: {}, fact_path: {}, order: { hint: "Hosts are taken in the order of the inventory" },
  gather_timeout: { harmless: true, hint: "Remove it" },
  local_action: { hint: "Use `delegate_to: localhost` with the module as a key" },
  action: { hint: "Write the module as the key, with its parameters below it" },
  ...Object.fromEntries(["file", "fileglob", "filetree", "first_found", "flattened", "indexed_items", "ini", "inventory_hostnames", "lines", "nested", "cartesian", "pipe", "random_choice", "sequence", "subelements", "template", "together", "url", "env", "password"].map((name) => [`with_${name}`, USE_LOOP])),
};
