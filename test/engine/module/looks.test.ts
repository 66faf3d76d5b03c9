import { spawnSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Command, Output } from "#engine/core/command.js";
import { groupAnswer, groupCommand, userAnswer, userCommand } from "#engine/module/looks/account.js";
import { contentCommand } from "#engine/module/looks/content.js";
import { entriesAnswer, entriesCommand } from "#engine/module/looks/entries.js";
import { packagesAnswer } from "#engine/module/looks/packages.js";
import { pathAnswer, pathCommand } from "#engine/module/looks/path.js";
import { fullUnitName, unitAnswer } from "#engine/module/looks/unit.js";

function run(command: Command): Output {
  const [program, ...words] = command.argv ?? ["sh", "-c", command.script, "sh", ...command.args];
  const { status, stdout, stderr } = spawnSync(program ?? "", words, { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  return { code: status ?? 127, stdout, stderr };
}

const at = (path: string, options?: Parameters<typeof pathCommand>[1]): ReturnType<typeof pathAnswer> => pathAnswer(path, run(pathCommand(path, options)));

describe("[I] looks, on this machine", () => {
  let folder: string;
  before(() => { folder = mkdtempSync(join(tmpdir(), "looks-")); });
  after(() => { rmSync(folder, { recursive: true }); });

  it("a regular file has its digest, mode and number of names", () => {
    const path = join(folder, "a");
    writeFileSync(path, "hello\n");
    chmodSync(path, 0o4640);
    linkSync(path, join(folder, "b"));
    expect(at(path)).to.deep.include({ kind: "file", mode: "4640", size: 6, links: 2, sha256: "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03" });
    expect(at(path, { digest: false })).to.deep.include({ kind: "file", sha256: undefined });
  });

  for (const name of ["a b", "-n", "line\nbreak", "qu'ote\"s $HOME `x`", "ünï"]) {
    it(`a file called ${JSON.stringify(name)} is found`, () => {
      writeFileSync(join(folder, name), "x");
      expect(at(join(folder, name))).to.deep.include({ kind: "file", size: 1 });
    });
  }

  it("a link is told apart from what it leads to, to the last newline of its target", () => {
    symlinkSync("some\nwhere\n", join(folder, "link"));
    expect(at(join(folder, "link"))).to.deep.include({ kind: "link", target: "some\nwhere\n" });
    symlinkSync(folder, join(folder, "up"));
    expect(at(join(folder, "up"), { follow: true })).to.deep.include({ kind: "directory" });
    expect(at(join(folder, "link"), { follow: true })).to.deep.equal({ kind: "absent", parent: true });
  });

  it("absent paths say whether there is a folder for them", () => {
    expect(at(join(folder, "no"))).to.deep.equal({ kind: "absent", parent: true });
    expect(at(join(folder, "no/no"))).to.deep.equal({ kind: "absent", parent: false });
    expect(at("/no-such-thing")).to.deep.equal({ kind: "absent", parent: true });
    mkdirSync(join(folder, "d"));
    writeFileSync(join(folder, "d/f"), "");
    expect(at(join(folder, "d/f/x/y"))).to.deep.equal({ kind: "absent", parent: false, blockedBy: join(folder, "d/f") });
  });

  it("a device is something else", () => {
    expect(at("/dev/null")).to.deep.include({ kind: "other", owner: "root" });
  });

  it("a directory's names come whole, hidden ones and odd ones as well", () => {
    const names = ["-n", ".hidden", "..odd", "a b", "line\nbreak", "dangling"];
    mkdirSync(join(folder, "names"));
    for (const name of names.slice(0, -1)) writeFileSync(join(folder, "names", name), "");
    symlinkSync("/no-such-thing", join(folder, "names/dangling"));
    expect(entriesAnswer(run(entriesCommand(join(folder, "names"))))).to.deep.equal([...names].sort());
    expect(entriesAnswer(run(entriesCommand(join(folder, "no-such-folder"))))).to.deep.equal([]);
  });

  it("content comes with one byte more than asked for, and code 3 where there is no file", () => {
    writeFileSync(join(folder, "c"), "abcdef");
    expect(run(contentCommand(join(folder, "c"), 3)).stdout).to.equal("abcd");
    expect(run(contentCommand(folder, 3)).code).to.equal(3);
  });

  it("users and groups are found by name and number", () => {
    expect(userAnswer(run(userCommand("root")))).to.deep.include({ name: "root", uid: 0, group: "root", home: "/root" });
    expect(userAnswer(run(userCommand("0")))).to.deep.include({ name: "root" });
    expect(userAnswer(run(userCommand("nobody-of-that-name")))).to.equal(undefined);
    expect(groupAnswer(run(groupCommand("root")))).to.deep.include({ name: "root", gid: 0 });
    expect(groupAnswer(run(groupCommand("none-of-that-name")))).to.equal(undefined);
  });
});

describe("[U] answers of looks", () => {
  it("a number without a name stays a number", () => {
    expect(pathAnswer("/x", { code: 0, stdout: "directory 755 1234 99 UNKNOWN UNKNOWN 1 1 1\n", stderr: "" })).to.deep.include({ owner: "1234", group: "99", uid: 1234 });
  });

  it("a path that may not be looked at is a problem, not an absent path", () => {
    expect(pathAnswer("/root/x", { code: 13, stdout: "absent\n", stderr: "/root may not be searched" })).to.have.nested.property("problem.reason", "refused");
  });

  it("supplementary groups come sorted and without the primary one", () => {
    const entry = userAnswer({ code: 0, stdout: "web:x:33:33:Web,,:/srv:/bin/sh\nwww-data sudo adm\n", stderr: "" });
    expect(entry).to.deep.equal({ name: "web", uid: 33, gid: 33, comment: "Web,,", home: "/srv", shell: "/bin/sh", group: "www-data", groups: ["adm", "sudo"] });
  });

  it("packages are matched to names with and without an architecture; removed ones leave their configuration", () => {
    const stdout = "libc6 amd64 installed 2.36\nlibc6 i386 not-installed \nnginx amd64 config-files 1.22\n";
    expect(packagesAnswer(["libc6", "libc6:i386", "nginx", "nope"], { code: 1, stdout, stderr: "no packages" })).to.deep.equal([
      { name: "libc6", installed: "2.36", configured: false }, { name: "libc6:i386", installed: undefined, configured: false },
      { name: "nginx", installed: undefined, configured: true }, { name: "nope", installed: undefined, configured: false },
    ]);
    expect(packagesAnswer(["x"], { code: 127, stdout: "", stderr: "" })).to.have.nested.property("problem.what", "dpkg-query is not installed");
  });

  it("a unit without systemd is a problem; a name without suffix is a service", () => {
    expect(unitAnswer("x", { code: 1, stdout: "", stderr: "System has not been booted with systemd" })).to.have.nested.property("problem.reason", "missing");
    expect([fullUnitName("nginx"), fullUnitName("a.timer"), fullUnitName("php8.2-fpm")]).to.deep.equal(["nginx.service", "a.timer", "php8.2-fpm.service"]);
  });
});
