import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import picomatch from "picomatch";
import { expect } from "chai";
import { YamlLanguageServer } from "#test/support/yaml-language-server.js";

const root = resolve(import.meta.dirname, "../../..");
const schema = (name: string): string => join(root, "schemas", `${name}.schema.json`);

/** Which schema is for which files; "scratch" is where the tests open texts that are no files. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  [schema("playbook")]: ["playbooks/*.yml", "test/lab/modules/*.yml", "test/roles-from-ansible/*.yml", "scratch/*-playbook.yml"],
  [schema("tasks")]: ["**/roles/*/tasks/*.yml", "scratch/*-tasks.yml"],
  [schema("handlers")]: ["**/roles/*/handlers/*.yml"],
  [schema("meta")]: ["**/roles/*/meta/main.yml"],
  [schema("argument-specs")]: ["**/roles/*/meta/argument_specs.yml"],
  [schema("vars")]: ["**/group_vars/*.yml", "**/roles/*/defaults/*.yml", "**/roles/*/vars/*.yml"],
  [schema("inventory")]: ["**/inventories/*/hosts.yml", "scratch/*-inventory.yml"],
};

const isOurs = picomatch(Object.values(FILES).flat());

describe("[I] editors: yaml-language-server with the published schemas", function () {
  this.timeout(60_000);
  const server = new YamlLanguageServer(FILES);
  before(() => server.start(root));
  after(() => server.stop());

  async function opened(name: string, lines: readonly string[]): Promise<{ path: string; problems: readonly string[] }> {
    const path = join(root, "scratch", name);
    const problems = await server.problems(path, lines.join("\n"));
    return { path, problems: problems.map(({ line, message }) => `${line}: ${message}`) };
  }

  it("has nothing to say against the project's own files", async () => {
    const files = ["playbooks", "roles", "inventories", "test/lab/modules", "test/roles-from-ansible"].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))).filter((name) => isOurs(name));
    expect(files.length, "files").to.be.greaterThan(60);
    const complaints = await Promise.all(files.map(async (file) => {
      const path = join(root, file);
      return (await server.problems(path, readFileSync(path, "utf8"))).map(({ line, message }) => `${file}:${line}: ${message}`);
    }));
    for (const file of files) server.close(join(root, file));
    expect(complaints.flat()).to.deep.equal([]);
  });

  it("completes the names of modules and keywords", async () => {
    const { path } = await opened("names-tasks.yml", ["- name: a file", "  "]);
    const offered = await server.completions(path, 1, 2);
    expect(offered).to.include.members(["copy", "lineinfile", "when", "register", "become_user", "block"]);
  });

  it("completes parameters, and the words that one may have", async () => {
    const { path } = await opened("params-tasks.yml", ["- name: a file", "  file:", "    path: /srv", "    state: ", "    "]);
    expect(await server.completions(path, 4, 4)).to.include.members(["owner", "mode"]);
    expect(await server.completions(path, 3, 11)).to.include.members(["directory", "absent"]);
  });

  it("reports an unknown parameter, a wrong word and an unknown module, in playbooks too", async () => {
    const { problems } = await opened("wrong-playbook.yml", ["- hosts: all", "  gather_fact: false", "  tasks:", "    - name: one", "      file: {path: /srv, state: folder, onwer: root}", "    - name: two", "      debgu: {msg: hello}"]);
    expect(problems.map((each) => each.split(":")[0])).to.have.members(["2", "5", "5", "7"]);
    expect(problems.join("\n")).to.match(/gather_fact\b/).and.match(/onwer/).and.match(/debgu/).and.match(/"directory"/);
  });

  it("takes templates and YAML 1.1's words where a type is wanted", async () => {
    const { problems } = await opened("fine-tasks.yml", ["- name: one", "  file:", "    path: \"{{ where }}\"", "    state: \"{{ what }}\"", "    mode: 0644", "    force: yes", "  become: yes", "  loop: \"{{ all }}\"", "  with_sequence: count=2", "- ansible.builtin.apt: name=git state=present", "- block: []", "  rescue: []"]);
    expect(problems.filter((each) => !each.startsWith("9:"))).to.deep.equal([]);
  });

  it("shows what modules, parameters and keywords are for", async () => {
    const { path } = await opened("hover-tasks.yml", ["- name: one", "  lineinfile:", "    path: /etc/hosts", "    regexp: x", "  notify: restart", "- ansible.builtin.apt:", "    name: git"]);
    expect(await server.hover(path, 1, 4)).to.match(/line/i);
    expect(await server.hover(path, 3, 6)).to.match(/Python/);
    expect(await server.hover(path, 4, 4)).to.match(/Handlers/);
    expect(await server.hover(path, 5, 8)).to.match(/package/i);
  });

  it("reports a list of hosts in an inventory, and knows a group's keys", async () => {
    const { path, problems } = await opened("wrong-inventory.yml", ["all:", "  children:", "    web:", "      hosts: [a, b]", "      "]);
    expect(problems.join("\n")).to.match(/^4: /);
    expect(await server.completions(path, 4, 6)).to.include.members(["children", "vars"]);
  });
});
