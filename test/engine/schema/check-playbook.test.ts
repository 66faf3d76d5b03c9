import { expect } from "chai";
import fc from "fast-check";
import { parseYaml } from "#engine/load/yaml.js";
import { checkPlaybook, checkRoleEntries } from "#engine/schema/check-playbook.js";
import { checkTasks } from "#engine/schema/check-tasks.js";
import { said } from "#test/engine/load/said.js";
import { parse } from "./parse.js";

const PLAYBOOKS: readonly (readonly [string, string, readonly string[]])[] = [
  ["an empty file", "", ["site.yml is empty | A playbook is a list of plays: - hosts: all"].map((each) => each.replace("site.yml", "f"))],
  ["a dictionary", "hosts: all", ["f:1:1 a playbook must be a list of plays | Begin each play with `- hosts: ...`"]],
  ["a word for a play", "- x", ["f:1:3 a play must be a dictionary | Begin it with `- hosts: ...`"]],
  ["a mistyped keyword that is needed: once", "- host: all", ['f:1:3 "host" is not a keyword of plays | Did you mean "hosts"?']],
  ["a file of tasks", "- vars: {}", ['f:1:3 a play needs "hosts" | Is this a file of tasks? Then name it in import_tasks, or put it under `tasks:` of a play']],
  ["wrong types", "- hosts: 5\n  become: perhaps\n  tasks: x\n  vars: [1]\n  max_fail_percentage: 101\n  serial: {}", [
    'f:2:11 "become" must be true or false, not "perhaps"',
    'f:3:10 "tasks" must be a list, not "x"',
    'f:4:9 "vars" must be a dictionary, not a list | Take the dashes away: a list of dictionaries is gone from Ansible 2.18 as well',
    'f:5:24 "max_fail_percentage" must be at most 100, not the number 101',
    'f:6:11 "serial" must be a whole number or text or a list, not a dictionary',
  ]],
  ["a host that is no name", "- hosts: [a, {b: c}]", ['f:1:14 "hosts[1]" must be text, not a dictionary']],
  ["a template where there are no variables yet", "- hosts: all\n  gather_facts: '{{ x }}'", ["f:2:17 `gather_facts` cannot be a template: it is needed before there are variables | Write the value itself"]],
  ["keywords of prompts and facts, which are fine", "- hosts: all\n  vars_prompt: []\n  gather_timeout: 5", []],
  ["names that are none", "- hosts: all\n  vars: {a-b: 1, 2nd: 1, not: 1, fine_1: 1}", [
    'f:2:10 "a-b" cannot be the name of a variable | Use letters, digits and _, no digit first: a_b',
    'f:2:18 "2nd" cannot be the name of a variable | Use letters, digits and _, no digit first: _2nd',
    'f:2:26 "not" cannot be the name of a variable | Expressions use this word: choose another name',
  ]],
  ["role entries", "- hosts: all\n  roles: [a, {rol: b}, {role: c, become: perhaps, port: 3}]", [
    'f:2:14 a role entry needs "role" | Write `- role: common`',
    'f:2:42 "become" must be true or false, not "perhaps"',
  ]],
  ["import_playbook with keywords of plays", "- import_playbook: x.yml\n  hosts: y", ['f:2:3 "hosts" is not a keyword of import_playbooks | Known are: ansible.builtin.import_playbook, import_playbook, name, tags, vars, when']],
  ["tasks inside blocks inside plays", "- hosts: all\n  tasks:\n    - block:\n        - debug:\n          become: perhaps\n      rescue:\n        - x\n      foo: bar\n    - rescue: []", [
    'f:5:19 "become" must be true or false, not "perhaps"',
    "f:7:11 a task must be a dictionary | Write `- module: {parameter: value}`",
    'f:8:7 "foo" is not a keyword of blocks',
    'f:9:7 a block needs "block"',
  ]],
];

const TASKS: readonly (readonly [string, string, readonly string[]])[] = [
  ["what is all right", "- name: x\n  apt: name=x\n  when: [a, not b]\n  become: '{{ b }}'\n  retries: '{{ n }}'\n  loop: '{{ l }}'\n  register: r\n  tags: [a, 1]\n  ignore_errors: 'yes'\n  vars:\n  notify: a", []],
  ["async and poll, which are fine", "- shell: x\n  async: 5\n  poll: 0", []],
  ["keywords that this version does not have", "- shell: x\n  debugger: always", ["f:2:3 `debugger` is not supported yet | Remove it"]],
  ["loops by lookups, which are fine", "- shell: x\n  with_nested: []", []],
  ["a name to register that is none", "- shell: x\n  register: a-b", ['f:2:13 "register" has not the right form: "a-b" | A name of a variable: letters, digits and _, no digit first']],
  ["listen at a task", "- shell: x\n  listen: y", ['f:2:3 "listen" is not a keyword of tasks | Only handlers listen; a task notifies them with `notify`']],
  ["a loop that is no list", "- shell: x\n  loop: y", ['f:2:9 "loop" has not the right form: "y" | A list, or a template that makes one']],
  ["two loops", "- shell: x\n  loop: []\n  with_items: []", ['f:3:3 "with_items" and "loop" exclude each other | Remove one of them']],
  ["loop_control", "- shell: x\n  loop: []\n  loop_control: {loopvar: x, pause: 3}", ['f:3:18 "loop_control" takes no "loopvar" | Did you mean "loop_var"?']],
  ["ways to become", "- shell: x\n  become_method: community.general.doas\n- shell: x\n  become_method: '{{ m }}'\n  become_flags: '{{ f }}'\n- shell: x\n  become_flags: -s /bin/sh", []],
  ["ways to become that are not offered", "- shell: x\n  become_method: pbrun\n- shell: x\n  become_method: suddo\n- shell: x\n  become_method: community.general.sudosu", [
    'f:2:18 become_method is "pbrun", which is not offered | pbrun changes users for products that are not tested here; use sudo, su, doas or runuser',
    'f:4:18 become_method is "suddo", which is not offered | Did you mean "sudo"?',
    'f:6:18 become_method is "community.general.sudosu", which is not offered | Write become_method: su with become_exe: sudo su',
  ]],
  ["flags that cannot be given", "- shell: x\n  become_method: su\n  become_flags: -E\n- shell: x\n  become_flags: -b", [
    'f:3:17 become_flags has -E, which is not an option of su', "f:5:17 become_flags has -b, which cannot be given to sudo: nobody would know how a command in the background ends",
  ]],
  ["no list", "shell: x", ["f:1:1 tasks must be a list | Begin each of them with `- `"]],
];

describe("[U] the shape of playbooks", () => {
  for (const [title, text, expected] of PLAYBOOKS) {
    it(`tells of ${title}`, () => { expect(said(checkPlaybook(parse(text), "f"))).to.deep.equal(expected); });
  }
  for (const [title, text, expected] of TASKS) {
    it(`in tasks, tells of ${title}`, () => { expect([...said(checkTasks(parse(text)))].sort()).to.deep.equal([...expected].sort()); });
  }
  it("lets handlers listen", () => { expect(checkTasks(parse("- shell: x\n  listen: y"), "handler")).to.deep.equal([]); });
  it("checks dependencies of roles like roles of a play", () => {
    expect(said(checkRoleEntries(parse("- common\n- {when: x}")))).to.deep.equal(['f:2:3 a role entry needs "role" | Write `- role: common`']);
  });
  it("never throws, whatever stands in the file", () => {
    const word = fc.constantFrom("hosts", "tasks", "block", "rescue", "roles", "role", "vars", "when", "loop", "loop_control", "async", "x", "__proto__", "constructor", "handlers", "import_playbook");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, fc.constantFrom(null, true, 5, "x", "{{ x }}"), fc.array(tie("tree"), { maxLength: 3 }), fc.dictionary(word, tie("tree"), { maxKeys: 4 })),
    }));
    fc.assert(fc.property(tree, (data) => {
      const parsed = parseYaml(JSON.stringify(data), "f");
      if (parsed.ok) for (const each of checkPlaybook(parsed.value, "f")) expect(each.message).to.be.a("string").that.does.not.include("undefined");
    }), { numRuns: 500 });
  });
});
