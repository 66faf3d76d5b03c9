import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Session } from "#engine/connection/types.js";
import { Secret } from "#engine/core/secret.js";
import type { FileContent, WriteStep } from "#engine/core/step.js";
import { ENV, opened } from "./opened.js";
import { startSshd } from "./sshd.js";
import type { Sshd } from "./sshd.js";

describe("[I] writing a file", () => {
  let sshd: Sshd;
  let session: Session;
  let user: Session;
  let folder: string;
  const connections = openConnections({ sshConfig: "none", env: ENV });

  before(async () => {
    sshd = await startSshd();
    session = await opened(connections, sshd.target());
    user = await opened(connections, sshd.target({ user: "easy" }), { method: "sudo", user: "service" });
  });
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "tsplay-write-")); });
  afterEach(() => {
    const left = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(".tsplay-")) : [];
    rmSync(folder, { recursive: true, force: true });
    expect(left, "temporary files left behind").to.deep.equal([]);
  });
  after(async () => {
    await connections.close();
    sshd.stop();
  });

  const step = (name: string, content: string | FileContent, more: Partial<WriteStep> = {}): WriteStep =>
    ({ kind: "write", path: join(folder, name), content: typeof content === "string" ? { from: "memory", bytes: Buffer.from(content) } : content, ...more });

  it("makes a new file, 0644 unless told otherwise, under any name", async () => {
    for (const name of ["plain", "with space", "-dash", "quote's\"", "new\nline", "%s", "ü", "*"]) {
      expect(await session.write(step(name, "text\n"))).to.deep.equal({ ok: true, value: undefined });
      expect(readFileSync(join(folder, name), "utf8")).to.equal("text\n");
      expect(statSync(join(folder, name)).mode & 0o7777).to.equal(0o644);
    }
    await session.write(step("private", { from: "secret", text: new Secret("s3cret") }, { mode: "0600", owner: "service", group: "service" }));
    expect(readFileSync(join(folder, "private"), "utf8")).to.equal("s3cret");
    expect(lstatSync(join(folder, "private"))).to.include({ uid: 70_004, gid: 70_004, mode: 0o100600 });
    await session.write(step("numbers", "", { mode: "4750", owner: "12", group: "34" }));
    expect(lstatSync(join(folder, "numbers"))).to.include({ uid: 12, gid: 34, mode: 0o104750, size: 0 });
  });

  it("keeps mode, owner and group of the file that was there, unless told otherwise", async () => {
    writeFileSync(join(folder, "old"), "old");
    chmodSync(join(folder, "old"), 0o640);
    chownSync(join(folder, "old"), 70_004, 12);
    await session.write(step("old", "new"));
    expect(lstatSync(join(folder, "old"))).to.include({ uid: 70_004, gid: 12, mode: 0o100640 });
    await session.write(step("old", "newer", { group: "0" }));
    expect(lstatSync(join(folder, "old"))).to.include({ uid: 70_004, gid: 0, mode: 0o100640 });
    expect(readFileSync(join(folder, "old"), "utf8")).to.equal("newer");
  });

  it("carries bytes of every size, from memory and from files", async () => {
    for (const size of [0, 1, 65_536, 65_537, 3_000_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7919) >> 4);
      await session.write(step("memory", { from: "memory", bytes }));
      expect(Buffer.compare(readFileSync(join(folder, "memory")), bytes), `${size} bytes`).to.equal(0);
      const source = join(sshd.folder, "source");
      writeFileSync(source, bytes);
      await session.write(step("file", { from: "file", path: source, size }));
      expect(Buffer.compare(readFileSync(join(folder, "file")), bytes), `${size} bytes of a file`).to.equal(0);
    }
  });

  it("replaces a link, or follows it", async () => {
    writeFileSync(join(folder, "real"), "old");
    symlinkSync("real", join(folder, "link"));
    symlinkSync("nowhere", join(folder, "dangling"));
    await session.write(step("link", "followed", { follow: true }));
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).to.equal(true);
    expect(readFileSync(join(folder, "real"), "utf8")).to.equal("followed");
    await session.write(step("link", "replaced"));
    expect(lstatSync(join(folder, "link")).isFile()).to.equal(true);
    expect(readFileSync(join(folder, "real"), "utf8")).to.equal("followed");
    await session.write(step("dangling", "made", { follow: true }));
    expect(readFileSync(join(folder, "nowhere"), "utf8")).to.equal("made");
  });

  it("keeps a backup, and checks before it replaces", async () => {
    writeFileSync(join(folder, "conf"), "old");
    await session.write(step("conf", "new", { backup: true, validate: ["grep", "-q", "new", "%s"] }));
    const backup = readdirSync(folder).find((name) => /^conf\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/.test(name));
    expect(readFileSync(join(folder, backup ?? "none"), "utf8")).to.equal("old");
    const failed = await session.write(step("conf", "bad", { validate: ["sh", "-c", "echo \"in $1\"; echo on stderr >&2; cat; exit 7", "100%", "<%s>"] }));
    expect(failed.ok).to.equal(false);
    if (failed.ok || failed.error.reason !== "validation-failed") throw new Error(JSON.stringify(failed));
    expect(failed.error).to.include({ code: 7, path: join(folder, "conf") });
    expect(failed.error.output).to.match(/^in <.*\.tsplay-.*>\non stderr$/);
    expect(readFileSync(join(folder, "conf"), "utf8")).to.equal("new");
  });

  it("checks the file with the mode and owner it is going to have", async () => {
    const result = await session.write(step("strict", "x", { mode: "0440", owner: "service", validate: ["sh", "-c", "test \"$(stat -c '%a %U' \"$1\")\" = '440 service'", "check", "%s"] }));
    expect(result).to.deep.equal({ ok: true, value: undefined });
  });

  it("tells at which stage it failed, and leaves nothing behind", async () => {
    mkdirSync(join(folder, "folder"));
    expect(await failure(step("no/such/file", "x"))).to.deep.include({ reason: "write-failed", stage: "parent-missing" });
    expect(await failure(step("folder", "x"))).to.deep.include({ stage: "rename", stderr: `${folder}/folder is a folder` });
    expect(await failure(step("x", "x", { owner: "no-such-user" }))).to.deep.include({ stage: "owner" });
    expect(await failure(step("x", "x", { mode: "99" }))).to.deep.include({ stage: "mode" });
    expect(await failure({ ...step("x", "x"), path: "/proc/x" })).to.deep.include({ stage: "create" });
    expect(await failure(step("a\0b", "x"))).to.deep.include({ stage: "create" });
    expect(await failure(step("x", { from: "file", path: "/no/such/source", size: 9 }))).to.deep.include({ stage: "create", stderr: "ENOENT: no such file or directory, open '/no/such/source'" });
    expect(readdirSync(folder)).to.deep.equal(["folder"]);
  });

  it("notices a file that became shorter while it was read", async () => {
    const source = join(sshd.folder, "shrinking");
    writeFileSync(source, "short");
    truncateSync(source, 3);
    expect(await failure(step("x", { from: "file", path: source, size: 500_000 }))).to.deep.include({ stage: "create", stderr: "the bytes that arrived are not those that were sent" });
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("tells that there is no space left, for small and large files", async () => {
    const bytes = Buffer.alloc(1_000_000, 1);
    const large = await failure({ ...step("x", { from: "memory", bytes }), path: `${sshd.small}/large` });
    expect(large).to.deep.include({ reason: "write-failed", stage: "space" });
    await session.run({ script: "head -c 230000 /dev/zero >\"$1/filler\"", args: [sshd.small] });
    expect(await failure({ ...step("x", { from: "memory", bytes: bytes.subarray(0, 60_000) }), path: `${sshd.small}/x` })).to.deep.include({ stage: "space" });
    expect((await session.run({ argv: ["ls", "-A", sshd.small] })).stdout).to.equal("filler\n");
  });

  it("works as a user who is not root, in a folder of that user only", async () => {
    const home = join(sshd.folder, "home/service");
    expect(await user.write(step("x", { from: "memory", bytes: Buffer.alloc(200_000, 2) }, { path: join(home, "mine") }))).to.deep.equal({ ok: true, value: undefined });
    expect(lstatSync(join(home, "mine"))).to.include({ uid: 70_004, size: 200_000 });
    const refused = await user.write(step("x", "x", { path: join(folder, "x") }));
    expect(refused.ok ? undefined : refused.error).to.deep.include({ reason: "write-failed", stage: "create" });
  });

  it("removes what was left behind: of this host when its writer is gone, of another one when it is a day old", async () => {
    const gone = spawnSync("true").pid;
    const here = `.tsplay-${hostname()}`;
    const left = [[`${here}-${gone}-aaaaaa`, 0], [`${here}-${process.pid}-bbbbbb`, 0], [`.tsplay-other-host-${gone}-cccccc`, 0], [".tsplay-other-host-1-dddddd", 2]] as const;
    for (const [name, days] of left) {
      writeFileSync(join(folder, name), "");
      utimesSync(join(folder, name), new Date(), new Date(Date.now() - days * 86_400_000));
    }
    await session.write(step("x", "x"));
    expect(readdirSync(folder).sort()).to.deep.equal([left[1][0], left[2][0], "x"].sort());
    for (const [name] of left.slice(1, 3)) rmSync(join(folder, name));
  });

  async function failure(what: WriteStep): Promise<object> {
    const result = await session.write(what);
    if (result.ok) throw new Error("it was written");
    return result.error;
  }
});
