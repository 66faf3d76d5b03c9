import { BECOME_NAMES } from "#engine/core/become-method.js";
import { LOOKUP_NAMES } from "#engine/core/lookup-names.js";
import { ANYTHING, CONDITION, FLAG, SECONDS, STATIC_FLAG, TASKS, TEXT, VARIABLES, WORDS, type KeywordSchema, type KeywordTable, type UnsupportedKeyword } from "./keyword-types.js";

// The keywords and where they may stand: Ansible's "Playbook Keywords" page.

/** Of plays, role entries, blocks and tasks alike. */
const COMMON: KeywordTable = {
  name: { type: ["string", "number", "null"] }, vars: VARIABLES, tags: WORDS,
  environment: { type: ["object", "array", "string", "null"] },
  become: FLAG, become_user: TEXT, become_method: { enum: Object.keys(BECOME_NAMES) }, become_exe: TEXT, become_flags: TEXT,
  connection: { enum: ["ssh", "local", "smart"] }, remote_user: TEXT,
  no_log: FLAG, run_once: FLAG, ignore_errors: FLAG, ignore_unreachable: FLAG, check_mode: FLAG, diff: FLAG, any_errors_fatal: FLAG,
  timeout: SECONDS, collections: WORDS, throttle: { type: ["integer", "string"] }, port: { type: ["integer", "string"] },
  module_defaults: { type: ["object", "array"], items: { type: "object" } },
};

/** Of role entries, blocks and tasks: what may be done under a condition or for another host. */
const CONDITIONAL: KeywordTable = { when: CONDITION, delegate_to: TEXT, delegate_facts: FLAG };

/** Keywords of a play. */
export const PLAY_KEYWORDS: KeywordTable = {
  ...COMMON,
  any_errors_fatal: STATIC_FLAG,
  hosts: { type: ["string", "array"], items: { type: "string" } },
  gather_facts: STATIC_FLAG, gather_subset: WORDS,
  vars_files: { type: ["string", "array", "null"], items: { type: ["string", "array"] } },
  roles: { type: ["array", "null"], items: { type: ["string", "object"] } },
  pre_tasks: TASKS, tasks: TASKS, post_tasks: TASKS, handlers: TASKS,
  serial: { type: ["integer", "string", "array"], items: { type: ["integer", "string"] } },
  max_fail_percentage: { type: "number", minimum: 0, maximum: 100, "x-static": true },
  force_handlers: STATIC_FLAG, strategy: { type: "string", "x-static": true }, order: { type: "string", "x-static": true },
  gather_timeout: { type: ["integer", "string"] }, fact_path: TEXT, vars_prompt: { type: "array", items: { type: "object" } },
};

/** Keywords of `- import_playbook: file`. */
export const IMPORT_PLAYBOOK_KEYWORDS: KeywordTable = {
  "import_playbook": { type: "string" }, "ansible.builtin.import_playbook": { type: "string" },
  name: TEXT, vars: VARIABLES, tags: WORDS, when: CONDITION,
};

/** Keywords of a role in a play's `roles`; any other key is a parameter of the role. */
export const ROLE_ENTRY_KEYWORDS: KeywordTable = { ...COMMON, ...CONDITIONAL, role: { type: "string", "x-static": true } };

/** Keywords of a block. */
export const BLOCK_KEYWORDS: KeywordTable = { ...COMMON, ...CONDITIONAL, block: TASKS, rescue: TASKS, always: TASKS, notify: WORDS };

/** The name of a variable that is made, not read. */
const VARIABLE_NAME: KeywordSchema = { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$", description: "A name of a variable: letters, digits and _, no digit first", "x-static": true };

/** Keywords of a task; the one key besides them names the module. */
export const TASK_KEYWORDS: KeywordTable = {
  ...COMMON, ...CONDITIONAL,
  args: { type: ["object", "string", "null"] },
  register: VARIABLE_NAME,
  changed_when: CONDITION, failed_when: CONDITION, until: CONDITION,
  retries: { type: "integer", minimum: 0 }, delay: SECONDS,
  notify: WORDS,
  async: SECONDS, poll: SECONDS, action: { type: ["string", "object"] }, local_action: { type: ["string", "object"] },
  loop: { type: ["array", "string"], pattern: "\\{\\{", description: "A list, or a template that makes one" },
  ...Object.fromEntries(LOOKUP_NAMES.map((name) => [`with_${name}`, ANYTHING])),
  loop_control: {
    type: "object", additionalProperties: false,
    properties: { loop_var: VARIABLE_NAME, index_var: VARIABLE_NAME, label: ANYTHING, pause: SECONDS, extended: FLAG, extended_allitems: FLAG, break_when: CONDITION },
  },
};

/** Keywords of a handler. */
export const HANDLER_KEYWORDS: KeywordTable = { ...TASK_KEYWORDS, listen: { type: ["string", "array"], items: { type: "string" } } };

/** What Ansible knows and this version does not. */
export const UNSUPPORTED: Readonly<Record<string, UnsupportedKeyword>> = {
  debugger: { hint: "Remove it" },
};
