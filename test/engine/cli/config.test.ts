import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tsplay } from "./command-line.js";

describe("[I] tsplay config, and settings of a run", function () {
  this.timeout(60_000);
  let folder: string;
  const env = { HOME: "/nonexistent" };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "tsplay-config-"));
    mkdirSync(join(folder, "books"));
    writeFileSync(join(folder, ".tsplay.yml"), "inventory: hosts\nconnection: local\nforks: 3\n");
    writeFileSync(join(folder, "hosts"), "[web]\nw1\nw2\n");
    writeFileSync(join(folder, "ansible.cfg"), "[defaults]\nforks = 4\ntimeout = 5\nnocows = 1\n");
    writeFileSync(join(folder, "books", "p.yml"), "- hosts: web\n  gather_facts: false\n  tasks:\n    - debug: {msg: 'forks {{ ansible_forks }}'}\n    - command: {cmd: 'true', reads: true}\n");
  });
  after(() => { rmSync(folder, { recursive: true }); });

  it("prints every setting, its value and where it comes from", () => {
    const { code, out, err } = tsplay(["config"], { cwd: folder, env: { ...env, ANSIBLE_DIFF_ALWAYS: "yes", ANSIBLE_NOCOWS: "1" } });
    expect([code, err]).to.deep.equal([0, ""]);
    const lines = out.split("\n").map((line) => line.trim().replace(/\s{2,}/g, " | "));
    expect(lines).to.include.members([
      ".tsplay.yml: .tsplay.yml", "ansible.cfg: ansible.cfg", "inventory | hosts | .tsplay.yml:1", "forks | 3 | .tsplay.yml:3", "timeout | 5 | ansible.cfg:3",
      "diff | true | ANSIBLE_DIFF_ALWAYS", "gathering | smart | default", "remote_user | - | default", "ansible.cfg:4 | [defaults] nocows: there are no cows", "ANSIBLE_NOCOWS: there are no cows",
    ]);
  });

  it("--json and --changed are for programs", () => {
    const { out } = tsplay(["config", "--json", "--changed"], { cwd: folder, env });
    const said = JSON.parse(out) as { readonly settings: object; readonly files: object };
    expect(said.settings).to.deep.equal({
      inventory: { value: [join(folder, "hosts")], from: ".tsplay.yml:1" }, forks: { value: 3, from: ".tsplay.yml:3" }, connection: { value: "local", from: ".tsplay.yml:2" }, timeout: { value: 5, from: "ansible.cfg:3" },
    });
    expect(said.files).to.deep.equal({ ".tsplay.yml": join(folder, ".tsplay.yml"), "ansible.cfg": join(folder, "ansible.cfg") });
  });

  it("a run in a folder below uses them; an option counts above", () => {
    const ran = tsplay(["run", "p.yml"], { cwd: join(folder, "books"), env });
    expect([ran.code, ran.err]).to.deep.equal([0, ""]);
    expect(ran.out).to.include("forks 3").and.include("ok: [w2]");
    const other = tsplay(["run", "p.yml", "-i", "web,", "-f", "8", "--list-hosts"], { cwd: join(folder, "books"), env });
    expect(other.out).to.include("play #1 (web): 1 host");
    expect(tsplay(["inventory"], { cwd: folder, env }).out).to.equal("@all:\n  |--@ungrouped:\n  |--@web:\n  |  |--w1\n  |  |--w2\n");
  });

  it("what is wrong with them is bad input, with a guess", () => {
    writeFileSync(join(folder, "books", ".tsplay.yml"), "fork: 3\n");
    const ran = tsplay(["run", "p.yml"], { cwd: join(folder, "books"), env });
    expect(ran).to.include({ code: 4, out: "" });
    expect(ran.err).to.include('.tsplay.yml:1:1: "fork" is not a project setting').and.include('Did you mean "forks"?');
  });
});
