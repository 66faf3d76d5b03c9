import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { GROUP } from "#engine/schema/check-inventory.js";
import { BLOCK_KEYWORDS, HANDLER_KEYWORDS, PLAY_KEYWORDS, ROLE_ENTRY_KEYWORDS, TASK_KEYWORDS, UNSUPPORTED } from "#engine/schema/keyword-tables.js";
import { BLOCK, HANDLER, IMPORT_PLAYBOOK, PLAY, ROLE_ENTRY, TASK } from "#engine/schema/playbook-schema.js";
import { OWN_WORDS } from "#engine/schema/create-ajv.js";

/** Keywords of Ansible's "Playbook Keywords" page (ansible-core 2.19), by where they may stand. */
const BASE = ["any_errors_fatal", "become", "become_exe", "become_flags", "become_method", "become_user", "check_mode", "collections", "connection", "debugger", "diff", "environment", "ignore_errors", "ignore_unreachable", "module_defaults", "name", "no_log", "port", "remote_user", "run_once", "tags", "throttle", "timeout", "vars"];
const CONDITIONAL = [...BASE, "delegate_facts", "delegate_to", "when"];
const ANSIBLE = {
  play: [PLAY_KEYWORDS, [...BASE, "fact_path", "force_handlers", "gather_facts", "gather_subset", "gather_timeout", "handlers", "hosts", "max_fail_percentage", "order", "post_tasks", "pre_tasks", "roles", "serial", "strategy", "tasks", "vars_files", "vars_prompt"]],
  role: [ROLE_ENTRY_KEYWORDS, CONDITIONAL],
  block: [BLOCK_KEYWORDS, [...CONDITIONAL, "always", "block", "notify", "rescue"]],
  task: [TASK_KEYWORDS, [...CONDITIONAL, "action", "args", "async", "changed_when", "delay", "failed_when", "local_action", "loop", "loop_control", "notify", "poll", "register", "retries", "until"]],
  handler: [HANDLER_KEYWORDS, [...CONDITIONAL, "listen", "register"]],
} as const;

describe("[U] the schemas themselves", () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addVocabulary([...OWN_WORDS]);
  for (const [name, schema] of Object.entries({ play: PLAY.schema, import_playbook: IMPORT_PLAYBOOK.schema, role: ROLE_ENTRY.schema, block: BLOCK.schema, task: TASK.schema, handler: HANDLER.schema, inventory: GROUP })) {
    it(`${name} is a schema, strictly`, () => {
      expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).to.equal(true);
      expect(() => ajv.compile(schema)).to.not.throw();
    });
  }
  for (const [name, [table, keywords]] of Object.entries(ANSIBLE)) {
    it(`every keyword that Ansible has for a ${name} is known, or known not to be supported`, () => {
      expect(keywords.filter((keyword) => !Object.hasOwn(table, keyword) && !Object.hasOwn(UNSUPPORTED, keyword))).to.deep.equal([]);
    });
  }
  it("nothing is both supported and not", () => {
    expect(Object.keys(UNSUPPORTED).filter((keyword) => Object.hasOwn(PLAY_KEYWORDS, keyword) || Object.hasOwn(HANDLER_KEYWORDS, keyword))).to.deep.equal([]);
  });
});
