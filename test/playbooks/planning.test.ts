import { expect } from "chai";
import { Workshop } from "#test/support/run-inline.js";

/** What is wrong -> "line:column code, hint". Each of them is told before any host is asked anything. */
const cases: readonly (readonly [name: string, tasks: string, expected: RegExp])[] = [
  ["an unknown module", "  - {name: a, coppy: {dest: /x}}", /^5:15 unknown-module .*Did you mean "copy"/],
  ["a module of Ansible's that is not there", "  - {name: a, ansible.builtin.dnf: {name: x}}", /^5:15 absent-module .*Red Hat.* Use apt or package/],
  ["a hash of an answer that nobody makes", "  - {name: a, debug: {msg: x}}\n  vars_prompt: [{name: a, encrypt: sha512}]", /^6:36 unknown-hash .*sha512_crypt/],
  ["a salt that is none", "  - {name: a, debug: {msg: x}}\n  vars_prompt: [{name: a, encrypt: bcrypt, salt: abc}]", /^6:50 bad-salt .*exactly 22/],
  ["a salt that is too long", "  - {name: a, debug: {msg: x}}\n  vars_prompt: [{name: a, encrypt: md5_crypt, salt_size: 9}]", /^6:58 bad-salt .*1 to 8/],
  ["an unknown parameter", "  - {name: a, copy: {dest: /x, contents: y}}", /^5:32 unknown-parameter .*"content"/],
  ["a missing parameter", "  - {name: a, lineinfile: {line: x}}", /path/],
  ["a wrong type", "  - {name: a, file: {path: /x, state: direktory}}", /^5:39 .*"directory"/],
  ["an unknown keyword", "  - {name: a, debug: {msg: x}, whn: true}", /^5:32 unknown-keyword .*"when"/],
  ["a keyword of a later version", "  - {name: a, command: sleep 1, debugger: always}", /^5:33 unsupported-keyword/],
  ["an undefined variable", "  - {name: a, debug: {msg: \"{{ theer }}\"}}", /^5:32 undefined-variable .*"there"/],
  ["an undefined variable in a condition", "  - {name: a, debug: {msg: x}, when: theer == 1}", /^5:38 undefined-variable/],
  ["a mistake in an expression", "  - {name: a, debug: {msg: \"{{ 1 + }}\"}}", /^5:\d+ /],
  ["an unknown filter", "  - {name: a, debug: {msg: \"{{ 1 | uper }}\"}}", /^5:36 .*"upper"/],
  ["an unknown handler", "  - {name: a, command: /bin/true, notify: restrat}\n  handlers:\n  - {name: restart, debug: {msg: x}}", /^5:43 unknown-handler .*"restart"/],
  ["a file that is not there", "  - {name: a, copy: {src: nowhere.txt, dest: /x}}", /^5:27 source-not-found/],
  ["a loop of an import, of whatever form", "  - {import_tasks: x.yml, with_nested: [[1], [2]]}", /^5:27 keyword-of-import .*with_nested.* Use include_tasks/],
  ["two modules in a task", "  - {name: a, debug: {msg: x}, command: y}", /^5:32 two-modules/],
  ["an unknown role", "  roles: [comon]", /unknown-role/],
];

describe("[I] errors before the first host", () => {
  for (const [name, tasks, expected] of cases) {
    it(name, async () => {
      const shop = new Workshop({ "play.yml": `# first line\n- hosts: h1\n  gather_facts: false\n  tasks:\n${tasks}\n` });
      const played = await shop.run();
      shop.remove();
      expect(played.status).to.equal("bad-input");
      expect(played.events).to.deep.equal([]);
      const said = played.diagnostics.map((each) => `${each.place?.line ?? 0}:${each.place?.column ?? 0} ${each.code} ${each.message} ${each.hint ?? ""}`);
      expect(said.some((line) => expected.test(line)), said.join("\n")).to.equal(true);
    });
  }

  it("tells all of them at once", async () => {
    const shop = new Workshop({ "play.yml": "- hosts: h1\n  tasks:\n  - {coppy: {dest: /x}}\n  - {debug: {mgs: x}}\n- hosts: h4\n  tasks: []\n" });
    const codes = (await shop.run()).diagnostics.map((each) => each.code);
    shop.remove();
    expect(codes).to.include.members(["unknown-module", "unknown-parameter"]);
    expect(codes).to.have.length(3);
  });

  it("finds undefined variables and mistakes in templates", async () => {
    const shop = new Workshop({
      "play.yml": "- hosts: h1\n  gather_facts: false\n  tasks:\n  - template: {src: a.mustache, dest: /x}\n  - template: {src: b.j2, dest: /y}\n  - {template: {src: c.j2, dest: /y}, when: maybe is defined}\n",
      "templates/a.mustache": "fine {{ there }}\nnot {{ theer }}\n", "templates/b.j2": "{% if there %}\n{{ 1 + }}\n{% endif %}\n", "templates/c.j2": "{{ maybe }}\n",
    });
    const played = await shop.run();
    shop.remove();
    expect(played.diagnostics.map((each) => `${each.place?.file.split("/").at(-1) ?? ""}:${each.place?.line ?? 0} ${each.code}`)).to.deep.equal(["a.mustache:2 undefined-variable", "b.j2:2 syntax-error"]);
  });

  it("finds roles that depend on each other in a circle", async () => {
    const shop = new Workshop({
      "play.yml": "- hosts: h1\n  roles: [a]\n", "roles/a/meta/main.yml": "dependencies: [b]\n", "roles/b/meta/main.yml": "dependencies: [{role: a}]\n",
    });
    const [first] = (await shop.run()).diagnostics;
    shop.remove();
    expect(first?.code).to.equal("role-cycle");
    expect(first?.message).to.contain("a -> b -> a");
  });

  it("knows variables by all the ways they can come", async () => {
    const shop = new Workshop({
      "play.yml": "- hosts: h1\n  gather_facts: false\n  vars: {of_play: \"{{ of_group }}\"}\n  roles: [{role: r, param: 1}]\n  tasks:\n  - {debug: {msg: \"{{ of_play }} {{ later | default(1) }} {{ x if x is defined else 2 }}\"}}\n  - {command: \"true\", register: made}\n  - {debug: {msg: \"{{ made.rc }} {{ item }}\"}, loop: [1]}\n  - {debug: {msg: \"{{ ansible_distribution | default('?') }} {{ groups.all | length }}\"}}\n",
      "roles/r/defaults/main.yml": "of_role: \"{{ param }}\"\n", "roles/r/tasks/main.yml": "- {debug: {msg: \"{{ param + 1 }} {{ of_role }}\"}}\n", "group_vars/all.yml": "of_group: 1\n",
    });
    const played = await shop.run();
    shop.remove();
    expect(played.diagnostics.map((each) => each.message)).to.deep.equal([]);
    expect(played.status).to.equal("success");
  });
});
