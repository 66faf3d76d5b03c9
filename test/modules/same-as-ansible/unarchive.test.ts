import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { ValueMap } from "#engine/core/value.js";
import { ansibleResults } from "#test/support/ansible-task.js";
import { taskHere } from "#test/support/task-here.js";

describe("[I] unarchive, as Ansible does it", function () {
  this.timeout(120_000);
  let root: string;
  let theirs: readonly ValueMap[];
  const cases: readonly (readonly [title: string, params: ValueMap & { readonly src: string }])[] = [
    ["unpacks gzip", { src: "x.tgz" }], ["unpacks it only once", { src: "x.tgz" }], ["unpacks without the first folder", { src: "x.tgz", extra_opts: ["--strip-components=1"] }],
    ["unpacks xz", { src: "x.tar.xz", exclude: ["*.log"] }], ["unpacks one member", { src: "x.tar", include: ["top/a b"] }], ["gives members away", { src: "x.tar", owner: "daemon", group: "65534", list_files: true }],
    ["is content with what creates names", { src: "none.tgz", creates: "/etc" }], ["fails without an archive", { src: "none.tgz" }], ["fails with what is none", { src: "no.tgz" }],
  ];
  /** The second task finds what the first unpacked. */
  const folder = (at: number): string => String(at === 1 ? 0 : at);
  const params = (side: string, at: number): ValueMap => {
    const given = cases[at]?.[1] ?? { src: "" };
    const dest = join(root, side, folder(at));
    mkdirSync(dest, { recursive: true });
    return { ...given, src: join(root, given.src), dest, remote_src: true };
  };
  before(() => {
    root = mkdtempSync(join(tmpdir(), "unarchive-"));
    mkdirSync(join(root, "top/d"), { recursive: true });
    for (const name of ["top/a b", "top/x.log", "top/d/größe"]) writeFileSync(join(root, name), name);
    for (const [name, flag] of [["x.tgz", "-z"], ["x.tar.xz", "-J"], ["x.tar", "--format=gnu"]] as const) spawnSync("tar", ["-C", root, flag, "-cf", join(root, name), "top"]);
    writeFileSync(join(root, "no.tgz"), "no archive at all");
    theirs = ansibleResults(cases.map((_case, at) => ({ unarchive: params("theirs", at) })));
  });
  after(() => { rmSync(root, { recursive: true }); });

  for (const [at, [title]] of cases.entries()) {
    it(title, async () => {
      const { changed, values, problem } = await taskHere("unarchive", params("ours", at));
      const their = theirs[at] ?? {};
      expect(problem !== undefined, `failed: ${JSON.stringify(problem)}`).to.equal(their["failed"] === true);
      expect(changed).to.equal(their["changed"] === true);
      expect(readdirSync(join(root, "ours", folder(at)), { recursive: true }).sort()).to.deep.equal(readdirSync(join(root, "theirs", folder(at)), { recursive: true }).sort());
      if (problem === undefined && their["skipped"] !== true && at !== 6) for (const key of ["handler", "state", "owner", "group", "uid", "gid", "mode"]) expect(values[key], key).to.equal(their[key]);
    });
  }
});
