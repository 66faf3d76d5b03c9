import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Called } from "../command-line.js";
import { VaultFolder } from "./vault-folder.js";

/** Everything that is secret in the runs below: none of it may be printed. */
const HIDDEN = ["hunter2", "sealed-user", "line-of-a-file", "in-a-template", "sealed-task-text"];

describe("[I] tsplay run with encrypted files and values", function () {
  this.timeout(120_000);
  let folder: VaultFolder;
  before(() => {
    folder = new VaultFolder();
    for (const name of ["group_vars", "host_vars", "files", "templates", "out"]) mkdirSync(join(folder.path, name));
    folder.write("hosts", "[app]\nlocalhost\n[prod]\nfar ansible_host=192.0.2.1\n");
    folder.write("group_vars/all.yml", value("password", "hunter2") + value("literal", "{{ password }}"));
    sealed("group_vars/app.yml", 'user: sealed-user\nport: 5432\nflag: yes\nlogin: "{{ user }}:{{ password }}"\nlist: [sealed-user, 2]\nansible_connection: local\n');
    sealed("files/key.txt", "line-of-a-file\n");
    folder.write("files/key.bin", Buffer.from([0, 255, 1, 254]));
    folder.vault("encrypt", "files/key.bin", "--vault-password-file", "one");
    sealed("templates/t.j2", "in-a-template {{ port }} {{ user }}\n");
    sealed("tasks.yml", "- name: A task of an encrypted file\n  command: echo sealed-task-text\n");
    folder.write("site.yml", SITE);
  });
  after(() => { folder.remove(); });

  function value(name: string, text: string, id = "default"): string {
    return folder.vault("encrypt-string", text, "--name", name, "--vault-id", `${id}@one`).out;
  }

  function sealed(name: string, text: string): void {
    folder.write(name, text);
    folder.vault("encrypt", name, "--vault-password-file", "one");
  }

  function run(...words: readonly string[]): Called {
    return folder.tsplay("run", "-i", "hosts", ...words);
  }

  it("values work in conditions, templates, files and parameters, and are shown nowhere", () => {
    const ran = run("site.yml", "--vault-password-file", "one", "--diff", "-vvv", "--json", "events.jsonl");
    expect(ran, ran.out + ran.err).to.include({ code: 0 });
    expect(["content", "key.txt", "key.bin", "rendered", "sealed-user.txt"].map((name) => readFileSync(join(folder.path, "out", name), "latin1"))).to.deep.equal([
      "sealed-user:hunter2 {{ password }}", "line-of-a-file\n", "\u0000\u00ff\u0001\u00fe", "in-a-template 5432 sealed-user\n", "",
    ]);
    expect(folder.read("out/raw")).to.match(/^\$ANSIBLE_VAULT/);
    for (const hidden of HIDDEN) expect(ran.out + ran.err + folder.read("events.jsonl"), `${hidden} was shown`).to.not.contain(hidden);
  });

  it("Ansible writes the same files", () => {
    folder.ansible("ansible", ["--version"]);
    const names = ["content", "key.txt", "key.bin", "rendered", "raw"];
    const ours = names.map((name) => folder.read(`out/${name}`));
    folder.ansible("ansible-playbook", ["-i", "hosts", "site.yml", "--vault-password-file", "one"]);
    expect(names.map((name) => folder.read(`out/${name}`))).to.deep.equal(ours);
  });

  it("tells of a missing or a wrong password before any host is touched", () => {
    const without = run("site.yml");
    expect(without).to.deep.include({ code: 4, out: "" });
    expect(without.err).to.contain("site.yml:26:22: tasks.yml, which is named here, is encrypted with ansible-vault, and no vault password was given\n        - include_tasks: tasks.yml\n").and.contain("Give it with --vault-password-file FILE");
    const wrong = run("site.yml", "--vault-password-file", "two");
    expect(wrong).to.deep.include({ code: 4, out: "" });
    expect(wrong.err).to.contain("none of the vault passwords fits (tried: default)");
  });

  it("tells of values that tasks use, and not of those that nobody uses", () => {
    folder.write("lazy.yml", `- hosts: localhost\n  gather_facts: false\n  connection: local\n  vars:\n${indented(value("mine", "hunter2"), 4)}${indented(value("theirs", "hunter2", "prod"), 4)}  tasks:\n    - debug: {msg: hello}\n`);
    const lazy = folder.tsplay("run", "-i", "localhost,", "lazy.yml");
    expect(lazy, lazy.err).to.include({ code: 0 });
    folder.write("used.yml", `${folder.read("lazy.yml")}    - command: "touch out/never {{ theirs }}"\n`);
    const used = folder.tsplay("run", "-i", "localhost,", "used.yml", "--vault-password-file", "two");
    expect(used).to.deep.include({ code: 4, out: "" });
    expect(used.err).to.match(/^used\.yml:\d+:\d+: this value cannot be decrypted: none of the vault passwords fits \(tried: default\)\n {4} +\$ANSIBLE_VAULT;1\.2;AES256;prod\n.*\nIt was encrypted for the vault id "prod"/);
  });

  it("needs the passwords of files for hosts of the run, and not for others", () => {
    const hosts = "[dev]\nd1 ansible_connection=local\n[prod]\np1 ansible_connection=local\n";
    mkdirSync(join(folder.path, "two-groups/group_vars"), { recursive: true });
    folder.write("two-groups/hosts", hosts);
    folder.write("two-groups/group_vars/dev.yml", "a: 1\n");
    folder.write("two-groups/group_vars/prod.yml", "b: 1\n");
    folder.vault("encrypt", "two-groups/group_vars/dev.yml", "--vault-id", "dev@one");
    folder.vault("encrypt", "two-groups/group_vars/prod.yml", "--vault-id", "prod@two");
    folder.write("two-groups/p.yml", "- hosts: all\n  gather_facts: false\n  tasks: [{debug: {var: a}}]\n");
    const limited = folder.tsplay("run", "-i", "two-groups/hosts", "two-groups/p.yml", "--limit", "dev", "--vault-id", "dev@one");
    expect(limited, limited.err).to.include({ code: 0 });
    const all = folder.tsplay("run", "-i", "two-groups/hosts", "two-groups/p.yml", "--vault-id", "dev@one");
    expect(all).to.deep.include({ code: 4, out: "" });
    expect(all.err).to.match(/^two-groups\/group_vars\/prod\.yml:1:1: this file cannot be decrypted: none of the vault passwords fits \(tried: dev\)\n/m);
    expect(folder.tsplay("inventory", "-i", "two-groups/hosts", "--list", "--limit", "d1", "--vault-id", "dev@one").code).to.equal(0);
    expect(folder.tsplay("inventory", "-i", "two-groups/hosts", "--list", "--vault-id", "dev@one")).to.deep.include({ code: 4, out: "" });
  });

  it("tells of encrypted sources and connection variables that no password opens", () => {
    folder.write("copy.yml", "- hosts: localhost\n  gather_facts: false\n  connection: local\n  tasks:\n    - copy: {src: key.txt, dest: /nowhere/at/all}\n    - copy: {src: key.bin, dest: /nowhere/at/all, decrypt: false}\n");
    const copied = folder.tsplay("run", "-i", "localhost,", "copy.yml", "--vault-password-file", "two");
    expect(copied).to.deep.include({ code: 4, out: "" });
    expect(copied.err).to.match(/^copy\.yml:5:19: .*files\/key\.txt, which is named here, cannot be decrypted: none of the vault passwords fits/).and.match(/1 error in 1 file\n$/);
    folder.write("locked.yml", `all:\n  hosts:\n    far:\n      ansible_host: 192.0.2.1\n${indented(value("ansible_password", "hunter2", "prod"), 6)}`);
    const locked = folder.tsplay("run", "-i", "locked.yml", "any.yml", "--vault-password-file", "two");
    expect(locked.code).to.equal(4);
    folder.write("any.yml", "- hosts: all\n  gather_facts: false\n  tasks: [{debug: {msg: hello}}]\n");
    expect(folder.tsplay("run", "-i", "locked.yml", "any.yml", "--vault-password-file", "two")).to.include({ code: 4 }).and.have.property("err").that.matches(/^locked\.yml:\d+:\d+: this value cannot be decrypted/m);
  });
});

function indented(lines: string, by: number): string {
  return lines.replace(/^(?=.)/gm, " ".repeat(by));
}

const SITE = `
- hosts: app
  gather_facts: false
  tasks:
    - name: Compare
      assert:
        that: ["password == 'hunter2'", "port + 1 == 5433", "flag", "login == 'sealed-user:hunter2'", "password | length == 7", "'sealed-user' in list"]
    - copy: {content: "{{ login }} {{ literal }}", dest: "{{ playbook_dir }}/out/content"}
    - copy: {src: key.txt, dest: "{{ playbook_dir }}/out/key.txt"}
    - copy: {src: key.bin, dest: "{{ playbook_dir }}/out/key.bin"}
    - copy: {src: key.txt, dest: "{{ playbook_dir }}/out/raw", decrypt: false}
    - template: {src: t.j2, dest: "{{ playbook_dir }}/out/rendered"}
    - file: {path: "{{ playbook_dir }}/out/{{ user }}.txt", state: touch, modification_time: preserve, access_time: preserve}
    - shell: cat {{ playbook_dir }}/out/key.txt {{ playbook_dir }}/out/rendered; echo "$GIVEN"; env
      environment: {LOGIN: "{{ login }}", GIVEN: "{{ password }}"}
      register: shown
    - debug: {var: shown}
    - debug: {msg: "{{ password | upper | lower }} {{ hostvars[inventory_hostname].login }} {{ lookup('file', 'key.txt') }}"}
    - set_fact: {mine: "{{ login }}"}
    - shell: echo "$GIVEN"
      environment: {GIVEN: "{{ item }} {{ mine }}"}
      loop: "{{ list }}"
    - name: Fail on purpose
      command: "echo {{ password }}"
      ignore_errors: true
    - include_tasks: tasks.yml
`;
