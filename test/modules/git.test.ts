import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Command, Output } from "#engine/core/command.js";
import { createReader } from "#engine/module/create-reader.js";
import type { Plan } from "#engine/module/erased.js";
import { git } from "#modules/git.js";
import { caseParams } from "#test/support/case-params.js";
import { fakeControl } from "#test/support/fake-control.js";

const WHO = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@x", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@x", GIT_CONFIG_GLOBAL: "/dev/null", GIT_ALLOW_PROTOCOL: "file" };

/** The scripts of the module, run by the real git on repositories of the test's own. */
describe("[I] git on this machine", function () {
  this.timeout(20_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tsplay-git-"));
    sh("git init -q -b main src; cd src; commit() { echo $1 >a; git add a; git commit -qm $1; }; commit one; git tag v1; git tag -a -m x v1a; commit two; git checkout -q -b side; commit three; git checkout -q main");
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it("clones, finds nothing left to do, and follows branch, tag and commit", async () => {
    expect(await play({})).to.equal(commit("main"));
    for (const version of ["v1", "v1a", "side", "main", commit("v1"), commit("main").slice(0, 9), "HEAD"]) expect(await play({ version }), version).to.equal(commit(version));
  });

  it("clones shallow, and gets a commit that is not among the newest", async () => {
    expect(await play({ version: "side", depth: 1 })).to.equal(commit("side"));
    expect(await play({ version: commit("v1"), depth: 1 })).to.equal(commit("v1"));
  });

  it("clones at a commit", async () => { expect(await play({ version: commit("v1").slice(0, 8) })).to.equal(commit("v1")); });

  it("keeps a bare repository up to date", async () => {
    expect(await play({ bare: true })).to.equal(commit("main"));
    sh("cd src; echo 9 >a; git commit -qam nine");
    expect(await play({ bare: true })).to.equal(commit("main"));
  });

  it("throws changes away by force only, and shows so before", async () => {
    await play({});
    writeFileSync(join(folder, "dest/a"), "mine");
    expect(await look({}, false)).to.have.nested.property("problem.message").that.includes("has changes that nobody committed: a");
    expect(await play({ force: true })).to.equal(commit("main"));
    expect(sh("git -C dest status --porcelain")).to.equal("");
  });

  it("looks without writing anything", async () => {
    await play({});
    const before = sh("find dest -printf '%p %T@ %s\\n' | sort");
    sh("touch -d @1 dest/a");
    await look({ version: "v1" }, false);
    expect(sh("find dest -not -path dest/a -printf '%p %T@ %s\\n' | sort")).to.equal(before.split("\n").filter((line) => !line.startsWith("dest/a ")).join("\n"));
  });

  /** Looks, acts, looks again; the commit that is checked out then. */
  async function play(params: Readonly<Record<string, string | number | boolean>>): Promise<string> {
    const plan = await look(params, false);
    if (plan.kind === "change") {
      for (const step of plan.change.steps) {
        if (step.kind !== "run") expect.fail("git only runs commands");
        const { code, stderr } = run(step.command);
        expect(code, stderr).to.equal(0);
      }
    }
    expect(await look(params, true), "the second look").to.have.property("kind", "ok");
    return sh("git -C dest rev-parse HEAD");
  }

  async function look(params: Readonly<Record<string, string | number | boolean>>, again: boolean): Promise<Plan> {
    const prepared = await git.prepare(caseParams(git, { repo: `file://${folder}/src`, dest: join(folder, "dest"), ...params }), fakeControl({}));
    if (prepared.kind !== "input") expect.fail(JSON.stringify(prepared));
    const read = (command: Command): { code: number; bytes: Uint8Array; stderr: string } => { const { code, stdout, stderr } = run(command); return { code, bytes: new TextEncoder().encode(stdout), stderr }; };
    const noted = createReader({ ask: (command) => Promise.resolve(run(command)), read: (command) => Promise.resolve(read(command)), picture: undefined, facts: {} });
    return git.plan(noted.reader, prepared.input, { again, predicted: (resource) => noted.predicted(resource) });
  }

  function commit(ref: string): string {
    return sh(`git -C src rev-parse '${ref}^{commit}'`);
  }

  function sh(script: string): string {
    const { code, stdout, stderr } = run({ script: `set -e\n${script}`, args: [], cwd: folder, env: WHO });
    expect(code, stderr).to.equal(0);
    return stdout.trim();
  }
});

function run(command: Command): Output {
  const { env, cwd } = command;
  const words = command.argv ?? ["sh", "-c", command.script, "sh", ...command.args];
  const plain = Object.fromEntries(Object.entries(env ?? {}).map(([key, value]) => [key, String(value)]));
  const { status, stdout, stderr } = spawnSync(words[0] ?? "", words.slice(1), { cwd: cwd ?? "/", env: { ...process.env, LC_ALL: "C.UTF-8", ...WHO, ...plain }, encoding: "utf8" });
  return { code: status ?? 127, stdout, stderr };
}
