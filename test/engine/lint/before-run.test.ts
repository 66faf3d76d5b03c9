import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { lintBeforeRun, type RunLintInput } from "#engine/lint/before-run.js";
import { KeptFindings } from "#engine/lint/kept-findings.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";
import { playbook, withFiles } from "./linted.js";

/** "rule severity file" of what is found in site.yml and what it brings along. */
function before(files: Readonly<Record<string, string>>, more: Partial<RunLintInput> = {}): readonly string[] {
  return withFiles(files, (folder) => lintBeforeRun({ playbooks: [join(folder, "site.yml")], table: { modules, aliases }, rolePaths: [], folder, off: [], exclude: [], ...more })
    .findings.map(({ rule, severity, place }) => `${rule} ${severity} ${place?.file.replace(/.*\/tsplay-lint-[^/]*\//, "") ?? ""}`));
}

const PIPE = "- name: Pipe\n  shell: cat /etc/passwd | grep root\n";

describe("[U] lint before a run", () => {
  it("tells of the playbook and of the roles it brings along, not of what nobody names", () => {
    const found = before({ "site.yml": "- hosts: all\n  roles: [web]\n", "roles/web/tasks/main.yml": PIPE, "roles/other/tasks/main.yml": PIPE });
    expect(found).to.deep.equal(["shell-pipe warning roles/web/tasks/main.yml"]);
  });

  it("is silent about roles that lie elsewhere, which are not the user's to mend", () => {
    expect(withFiles({ "web/tasks/main.yml": PIPE }, (elsewhere) => before({ "site.yml": "- hosts: all\n  roles: [web]\n" }, { rolePaths: [elsewhere] }))).to.deep.equal([]);
  });

  it("knows handlers that nothing notifies, and conditions that are never true", () => {
    const found = before({ "site.yml": `${playbook("debug: {msg: a}\nwhen: false")}  handlers:\n    - name: Unused\n      debug: {msg: b}\n` });
    expect(found).to.have.members(["never-runs warning site.yml", "unused-handler warning site.yml"]);
  });

  it("leaves to the plan what the plan knows better, and hints to `tsplay lint`", () => {
    expect(before({ "site.yml": playbook("debug: {msg: \"{{ nowhere }}\"}\nnotify: nobody", "- debug: {msg: no name}") })).to.deep.equal([]);
  });

  it("does not call an error what the inventory may prove wrong", () => {
    expect(before({ "site.yml": playbook("debug: {msg: a}\nwhen: names\nvars: {names: [a]}") })).to.deep.equal(["condition-type warning site.yml"]);
    expect(before({ "site.yml": playbook("file: {path: /a, state: \"{{ 'absnt' if a is defined else 'file' }}\"}") })).to.deep.equal(["wrong-branch error site.yml"]);
  });

  it("passes over rules and files that are switched off", () => {
    expect(before({ "site.yml": playbook("shell: a | b") }, { off: ["shell-pipe"] })).to.deep.equal([]);
    expect(before({ "site.yml": playbook("shell: a | b  # tsplay: ignore shell-pipe") })).to.deep.equal([]);
  });
});

describe("[U] findings kept from run to run", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsplay-kept-"));
  const cache = mkdtempSync(join(tmpdir(), "tsplay-cache-"));
  const file = join(folder, "site.yml");
  const finding = { rule: "shell-pipe", severity: "warning", message: "odd" } as const;
  after(() => { for (const each of [folder, cache]) rmSync(each, { recursive: true }); });

  beforeEach(() => {
    writeFileSync(file, "- hosts: all\n");
    utimesSync(file, 1000, 1000);
  });

  /** Long enough after everything here was written. */
  const since = (): number => Date.now() + 60_000;

  it("are there until a file changes", () => {
    const kept = new KeptFindings(cache, "a");
    expect(kept.get()).to.equal(undefined);
    kept.keep([finding], { files: [file], since: since() });
    expect(new KeptFindings(cache, "a").get()).to.deep.equal([finding]);
    writeFileSync(file, "- hosts: none\n");
    expect(kept.get()).to.equal(undefined);
  });

  it("are gone with another key, and when a file comes to a folder", () => {
    const kept = new KeptFindings(cache, "b");
    kept.keep([finding], { files: [file], since: since() });
    expect(new KeptFindings(cache, "c").get()).to.equal(undefined);
    writeFileSync(join(folder, "new.yml"), "");
    expect(kept.get()).to.equal(undefined);
  });

  it("are not kept when a file may have changed while it was read", () => {
    const kept = new KeptFindings(cache, "d");
    utimesSync(file, new Date(), new Date());
    kept.keep([finding], { files: [file], since: Date.now() });
    expect(kept.get()).to.equal(undefined);
  });

  it("do not pile up: the oldest go", () => {
    for (let index = 0; index < 110; index += 1) new KeptFindings(cache, index).keep([finding], { files: [file], since: since() });
    expect(readdirSync(cache).length).to.be.lessThan(101).and.greaterThan(40);
    expect(new KeptFindings(cache, 109).get()).to.deep.equal([finding]);
  });

  it("are no trouble where nothing can be written", () => {
    const kept = new KeptFindings(join(file, "no-folder"), "e");
    kept.keep([finding], { files: [file], since: since() });
    expect(kept.get()).to.equal(undefined);
  });
});
