import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Become } from "#engine/connection/types.js";
import { Secret } from "#engine/core/secret.js";
import { ENV, opened, trouble } from "./opened.js";
import { PASSWORD, startSshd } from "./sshd.js";
import type { Sshd } from "./sshd.js";

describe("[I] becoming another user", () => {
  let sshd: Sshd;
  let connections = openConnections();

  before(async () => { sshd = await startSshd(); });
  beforeEach(() => { connections = openConnections({ sshConfig: "none", env: ENV }); });
  afterEach(async () => { await connections.close(); });
  after(() => { sshd.stop(); });

  it("works without a password where sudoers says so, also when one is given", async () => {
    for (const become of [sudo("root"), sudo("root", "not needed")]) {
      const session = await opened(connections, sshd.target({ user: "easy", host: `easy ${String(become.password !== undefined)}` }), become);
      expect(session.user).to.equal("root");
      expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("root\n");
      expect(await session.runOwn({ argv: ["id", "-un"] })).to.deep.equal({ code: 0, stdout: "root\n", stderr: "" });
    }
  });

  it("works with a password, and with one session for each user of the host", async () => {
    const target = sshd.target({ user: "asked" });
    const [own, root, service] = await Promise.all([opened(connections, target), opened(connections, target, sudo("root", PASSWORD)), opened(connections, target, sudo("service", PASSWORD))]);
    const names = await Promise.all([own, root, service].map((session) => session.run({ script: "id -un; pwd; echo $HOME", args: [] })));
    expect(names.map(({ stdout }) => stdout)).to.deep.equal([
      `asked\n${sshd.folder}/home/asked\n${sshd.folder}/home/asked\n`, `root\n${sshd.folder}/home/asked\n/root\n`, `service\n${sshd.folder}/home/service\n${sshd.folder}/home/service\n`,
    ]);
    expect((await root.runOwn({ argv: ["cat"], stdin: "typed" })).stdout).to.equal("typed");
    expect(await opened(connections, target, sudo("root", PASSWORD))).to.equal(root);
  });

  it("works from root to a user with no way in, with empty and full streams", async () => {
    const session = await opened(connections, sshd.target(), sudo("service"));
    const { stdout, stderr } = await session.run({ script: "id -un; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2", args: [] });
    expect([stdout.length, stderr.length]).to.deep.equal([3_000_008, 3_000_000]);
  });

  it("works where sudo runs everything in a terminal of its own", async function () {
    this.timeout(20_000);
    const session = await opened(connections, sshd.target({ user: "pty" }), sudo("root", PASSWORD));
    const { stdout, stderr, code } = await session.run({ script: "printf 'a\\nb\\r\\n\\003\\004'; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 3", args: [] });
    expect([stdout.slice(0, 7), stdout.length, stderr.length, code]).to.deep.equal(["a\nb\r\n\u0003\u0004".slice(0, 7), 3_000_007, 3_000_000, 3]);
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 7919) >> 3);
    expect(Buffer.compare((await session.read({ argv: ["cat"], stdin: bytes })).bytes, bytes)).to.equal(0);
    const path = `${sshd.folder}/large`;
    expect(await session.write({ kind: "write", path, content: { from: "memory", bytes }, owner: "service" })).to.deep.equal({ ok: true, value: undefined });
    expect(Buffer.compare(readFileSync(path), bytes)).to.equal(0);
    expect((await session.runOwn({ script: "echo begun; sleep 20", args: [], timeout: 0.3 }))).to.deep.equal({ code: 124, stdout: "begun\n", stderr: "" });
    void session.runOwn({ script: "echo $$ >\"$1\"; sleep 77", args: [`${sshd.folder}/pid`] });
    for (let left = 100; left > 0 && !existsSync(`${sshd.folder}/pid`); left -= 1) await sleep(30);
    await connections.close();
    expect(existsSync(`/proc/${readFileSync(`${sshd.folder}/pid`, "utf8").trim()}`), "still running").to.equal(false);
  });

  it("works on the machine itself", async () => {
    const session = await opened(connections, sshd.target({ connection: "local" }), sudo("nobody"));
    expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("nobody\n");
    expect((await session.runOwn({ argv: ["id", "-un"] })).stdout).to.equal("nobody\n");
  });

  it("shows the password nowhere on the host", async () => {
    const session = await opened(connections, sshd.target({ user: "asked" }), sudo("root", PASSWORD));
    const look = "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -c \"$1\"";
    expect((await session.run({ script: look, args: ["correct hors[e]"] })).stdout).to.equal("0\n");
    expect(Number((await session.run({ script: look, args: ["SUDO_USER=aske[d]"] })).stdout), "the look sees something").to.be.greaterThan(0);
  });

  it("tells that a password is needed, is wrong, or does not help", async () => {
    const asked = sshd.target({ user: "asked" });
    expect(await trouble(connections, asked, sudo("root"))).to.deep.include({ reason: "become-password-needed", method: "sudo", user: "asked", become: "root" });
    expect(await trouble(connections, { ...asked, host: "again" }, sudo("root", "wrong"))).to.deep.include({ reason: "become-password-wrong", method: "sudo", user: "asked", become: "root" });
    expect(await trouble(connections, sshd.target({ user: "plain" }), sudo("root", PASSWORD)))
      .to.deep.equal({ reason: "become-refused", method: "sudo", user: "plain", become: "root", detail: "plain is not in the sudoers file.", code: 1 });
    expect((await opened(connections, asked)).user, "the login itself goes on").to.equal("asked");
  });

  it("tells of users that are none", async () => {
    expect(await trouble(connections, sshd.target({ user: "easy" }), sudo("missing"))).to.deep.include({ reason: "become-no-such-user", detail: "sudo: unknown user missing" });
    expect(await trouble(connections, sshd.target({ user: "easy" }), sudo("-i; reboot"))).to.deep.include({ reason: "become-no-such-user", detail: "\"-i; reboot\" is not a user name" });
  });

  it("tells that there is no sudo", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tsplay-nosudo-"));
    try {
      writeFileSync(join(folder, "sh"), "#!/bin/sh\nexec /bin/sh \"$@\"\n", { mode: 0o755 });
      const none = openConnections({ sshConfig: "none", env: { PATH: folder } });
      expect(await trouble(none, sshd.target({ connection: "local" }), sudo("nobody"))).to.deep.include({ reason: "become-not-installed", detail: "sudo is not installed on the host" });
      await none.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function sudo(user: string, password?: string): Become {
  return { method: "sudo", user, ...(password !== undefined && { password: new Secret(password) }) };
}
