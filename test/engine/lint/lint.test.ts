import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { applyFixes } from "#engine/lint/fix.js";
import { findingsGithub, findingsJson, findingsText } from "#engine/report/findings.js";
import { findingsSarif } from "#engine/report/findings-sarif.js";
import { tsplay } from "#test/engine/cli/command-line.js";
import { findingsIn, linted, playbook, rulesAndLines, withFiles } from "./linted.js";

const PIPE = "shell: ls | wc -l";

describe("[U] lint: what is looked at, and what is switched off", () => {
  it("finds what is what by place and content", () => {
    const found = linted({
      "site.yml": "- hosts: all\n  tsks: []\n", "more.yml": "- name: a\n  becme: true\n  ansible.builtin.debug: {msg: a}\n", "ci/job.yml": "jobs: {hosts: [a]}\n",
      "hosts.yml": "all: {hosts: [a]}\n", "group_vars/all.yml": "bad-name: 1\n", "roles/a/handlers/main.yml": "- {name: x, debgu: {msg: a}}\n", "roles/a/templates/a.j2": "{{ 1 | upcase }}\n",
    });
    expect(rulesAndLines(found.filter(({ severity }) => severity === "error")).toSorted()).to.deep.equal([
      "bad-variable-name 1", "unknown-filter 1", "unknown-keyword 2", "unknown-keyword 2", "unknown-module 1", "wrong-type 1",
    ]);
  });

  it("passes over what a role has for other systems: tasks, files that only they include, files that are called like them", () => {
    const found = linted({
      "roles/a/tasks/main.yml": [
        "- {name: a, yum: {name: x}, when: ansible_os_family == 'RedHat'}", "- {name: b, include_tasks: theirs.yml, when: ansible_facts.os_family == 'RedHat'}", "- {name: c, include_tasks: gone.yml, when: ansible_system == 'FreeBSD'}",
        "- {name: d, include_tasks: \"setup-{{ ansible_os_family }}.yml\"}", "- {name: e, yum: {name: x}, when: ansible_distribution != 'Ubuntu'}", "- {name: f, include_tasks: ours.yml, when: ansible_os_family == 'Debian'}",
      ].join("\n"),
      "roles/a/tasks/theirs.yml": "- {name: a, pacman: {name: '{{ nowhere }}'}}\n", "roles/a/tasks/setup-RedHat.yml": "- {name: a, dnf: {name: x}}\n- {name: b, command: echo, when: x | nofilter}\n",
      "roles/a/tasks/setup-Debian.yml": "- {name: a, atp: {name: x}}\n", "roles/a/tasks/ours.yml": "- {name: a, atp: {name: x}}\n",
    });
    expect(found.filter(({ severity, rule }) => severity === "error" || rule === "undefined-variable").map(({ rule, place }) => `${rule} ${place?.file.replace(/.*\//, "") ?? ""}:${String(place?.line)}`)).to.deep.equal([
      "unknown-module main.yml:5", "unknown-module ours.yml:1", "unknown-module setup-Debian.yml:1",
    ]);
  });

  it("a playbook that tries a role out finds the role whose folder it lies in", () => {
    const found = linted({ "nginx/tasks/main.yml": "- {name: a, debug: {msg: a}}\n", "nginx/molecule/default/converge.yml": "- hosts: all\n  roles: [nginx, ngynx]\n" });
    expect(found.filter(({ rule }) => rule === "unknown-role").map(({ message }) => message)).to.deep.equal(['there is no role "ngynx"']);
  });

  it("tells of YAML that does not parse, of a key that stands twice, and of tabs", () => {
    const found = linted({ "site.yml": "- hosts: all\n  tasks: [\n", "vars/a.yml": "a: 1\na: 2\n", "vars/b.yml": "a:\n\tb: 1\n" });
    expect(found.map(({ rule, severity, place }) => `${rule} ${severity} ${place?.file.replace(/.*\//, "") ?? ""}`)).to.include.members(["duplicate-key error a.yml"]).and.satisfy((all: string[]) => all.some((each) => each.endsWith("error site.yml")) && all.some((each) => each.endsWith("error b.yml")));
  });

  it("plans with -i as `run` would: variables, hosts, handlers", () => {
    withFiles({ "site.yml": `- hosts: web\n  tasks:\n    - {name: a, debug: {msg: "{{ there }} {{ nowhere }}"}}\n`, "hosts.yml": "web: {hosts: {web1: }, vars: {there: 1}}\n" }, (folder) => {
      const found = findingsIn([join(folder, "site.yml")], { inventories: [join(folder, "hosts.yml")] });
      expect(found.filter(({ severity }) => severity === "error").map(({ rule, message }) => `${rule} ${message}`).join("\n")).to.match(/^undefined-variable "nowhere"/);
    });
  });

  it("an encrypted file without its password is no mistake, and may define anything", () => {
    const vault = "$ANSIBLE_VAULT;1.1;AES256\n3635\n";
    const found = linted({ "site.yml": playbook("debug: {msg: \"{{ from_vault }}\"}"), "group_vars/all/vault.yml": vault, "files.yml": vault });
    expect(found).to.deep.equal([]);
  });

  it("a comment switches a rule off: for a line, for a task, for a file", () => {
    expect(linted({ "a.yml": playbook(`${PIPE} # tsplay: ignore shell-pipe`, PIPE) }).filter(({ rule }) => rule === "shell-pipe")).to.have.lengthOf(1);
    const above = playbook("- name: a\n  shell: ls | wc -l", "- name: b\n  shell: ls | wc -l").replace("    - name: a", "    # tsplay: ignore shell-pipe, shell-needless\n    - name: a");
    expect(rulesAndLines(linted({ "a.yml": above }).filter(({ rule }) => rule === "shell-pipe"))).to.deep.equal(["shell-pipe 9"]);
    expect(linted({ "a.yml": `# tsplay: ignore-file shell-pipe\n${playbook(PIPE, PIPE)}` }).filter(({ rule }) => rule === "shell-pipe")).to.deep.equal([]);
    expect(linted({ "a.yml": `# tsplay: ignore-file shel-pipe\n${playbook(PIPE)}` }).map(({ rule, hint }) => `${rule} ${hint ?? ""}`)).to.include('unknown-rule Did you mean "shell-pipe"?');
  });

  it("settings and options switch rules off and pass paths over", () => {
    withFiles({ "a.yml": playbook(PIPE), "old/b.yml": playbook(PIPE), ".tsplay.yml": "lint: {off: [shell-pipe], exclude: [old]}\n" }, (folder) => {
      const { code, out } = tsplay(["lint"], { cwd: folder });
      expect(out).to.equal("nothing found in 1 file\n");
      expect(code).to.equal(0);
    });
    withFiles({ "a.yml": playbook(PIPE), ".tsplay.yml": "lint: {of: [x]}\n" }, (folder) => {
      const { code, err } = tsplay(["lint"], { cwd: folder });
      expect(err).to.match(/\.tsplay\.yml:1:8: "of" is not a setting of lint/).and.match(/Did you mean "off"/);
      expect(code).to.equal(4);
    });
  });

  it("exit codes: 4 for errors, and for warnings with --strict; 0 for the rest", () => {
    withFiles({ "warns.yml": playbook(PIPE), "errs.yml": playbook("debgu: {msg: a}"), "hints.yml": playbook("- command: ls") }, (folder) => {
      const code = (...words: readonly string[]): number | null => tsplay(["lint", ...words], { cwd: folder }).code;
      expect([code("hints.yml"), code("hints.yml", "--strict"), code("warns.yml"), code("warns.yml", "--strict"), code("errs.yml"), code("none.yml")]).to.deep.equal([0, 0, 0, 4, 4, 4]);
    });
  }).timeout(60_000);
});

describe("[U] lint: a role for Ansible", () => {
  it("is told exactly what has to change, and nothing else is an error", () => {
    const found = linted({
      "roles/site/tasks/main.yml": "- name: one\n  sudo: yes\n  ansible.builtin.apt: name=nginx state=installed\n- include: more.yml\n- name: two\n  template: {src: a.j2, dest: /etc/a, mode: 0644}\n  when: \"{{ site_on }}\"\n  notify: restart nginx\n- name: three\n  debug: {msg: \"{{ item }}\"}\n  with_items: site_names\n",
      "roles/site/tasks/more.yml": "- name: four\n  debug: {msg: a}\n  when: site_names\n", "roles/site/defaults/main.yml": "site_on: true\nsite_names: [a]\n",
      "roles/site/handlers/main.yml": "- name: restart nginx\n  service: name=nginx state=restarted\n", "roles/site/templates/a.j2": "{{ site_names | join(',') }}\n", "roles/site/meta/main.yml": "dependencies: [base]\ngalaxy_info: {author: a}\n",
    });
    const errors = found.filter(({ severity }) => severity === "error").map(({ rule, place }) => `${rule} ${place?.file.replace(/.*roles\/site\//, "") ?? ""}:${place?.line ?? 0}`);
    expect(errors.toSorted()).to.deep.equal([
      "condition-type tasks/more.yml:3", "missing-dependency meta/main.yml:1", "removed-keyword tasks/main.yml:2", "template-in-condition tasks/main.yml:7", "wrong-value tasks/main.yml:3",
    ]);
  });
});

describe("[U] lint: mending", () => {
  it("changes what can be changed without changing what it means, and finds nothing more of it", () => {
    const text = "- hosts: all\n  tasks:\n    - name: a\n      apt: name=git state=present\n      when: \"{{ x }}\"\n    - name: b\n      file: {path: /a, state: touch, mode: 0644}\n      with_items: [a]\n";
    withFiles({ "a.yml": text, "group_vars/all.yml": "flag: yes\n" }, (folder) => {
      const { err } = tsplay(["lint", "--fix"], { cwd: folder });
      expect(err).to.include("mended 5 findings");
      expect(readFileSync(join(folder, "a.yml"), "utf8")).to.equal("- hosts: all\n  tasks:\n    - name: a\n      apt:\n        name: git\n        state: present\n      when: x\n    - name: b\n      file: {path: /a, state: touch, mode: \"0644\"}\n      loop: [a]\n");
      expect(readFileSync(join(folder, "group_vars/all.yml"), "utf8")).to.equal("flag: true\n");
    });
  });

  it("leaves a line alone that is no longer what was looked at", () => {
    const place = { file: "a", line: 1, column: 1, length: 1, text: "abc" };
    expect(applyFixes("xyz\n", [{ place, text: "q" }])).to.deep.equal({ text: "xyz\n", count: 0 });
    expect(applyFixes("abc\nabc\n", [{ place, text: "q" }, { place: { ...place, length: 3 }, text: "r" }])).to.deep.equal({ text: "qbc\nabc\n", count: 1 });
  });
});

describe("[U] lint: how findings are written", () => {
  const findings = linted({ "a.yml": playbook(PIPE, "debgu: {msg: a}") }).map(({ place, ...rest }) => ({ ...rest, ...(place && { place: { ...place, file: "dir/a b.yml" } }) }));

  it("as lines with the line itself", () => {
    const text = findingsText(findings, { files: 1 });
    expect(text).to.match(/^dir\/a b\.yml:6:17: warning: .*\[shell-pipe\]\n {4} {6}shell: ls \| wc -l\n/);
    expect(text).to.match(/\n\n1 error and 1 warning in 1 file\n$/);
  });

  it("as JSON", () => {
    const json = JSON.parse(findingsJson(findings, { files: 1 })) as { findings: readonly Record<string, unknown>[]; errors: number };
    expect(json.errors).to.equal(1);
    expect(json.findings[0]).to.include({ rule: "shell-pipe", severity: "warning", file: "dir/a b.yml", line: 6, column: 17 });
  });

  it("for GitHub, one command a line", () => {
    expect(findingsGithub(findings).split("\n")[0]).to.match(/^::warning file=dir\/a b\.yml,line=6,col=17,endColumn=18,title=tsplay shell-pipe::/);
  });

  it("as SARIF, whose results lead to their rules", () => {
    const sarif = JSON.parse(findingsSarif(findings, [{ id: "shell-pipe", summary: "A pipe" }], "1.0.0")) as { runs: readonly [{ tool: { driver: { rules: readonly { id: string }[] } }; results: readonly { ruleId: string; ruleIndex: number; locations: readonly [{ physicalLocation: { artifactLocation: { uri: string } } }] }[] }] };
    const [run] = sarif.runs;
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex]?.id).to.equal(result.ruleId);
    expect(run.results[0]?.locations[0].physicalLocation.artifactLocation.uri).to.equal("dir/a%20b.yml");
  });
});
