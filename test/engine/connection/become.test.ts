import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
      `asked\n${sshd.folder}/home/asked\n${sshd.folder}/home/asked\n`, "root\n/root\n/root\n", `service\n${sshd.folder}/home/service\n${sshd.folder}/home/service\n`,
    ]);
    expect((await root.runOwn({ argv: ["cat"], stdin: "typed" })).stdout).to.equal("typed");
    expect(await opened(connections, target, sudo("root", PASSWORD))).to.equal(root);
  });

  it("works from root to a user with no way in, with empty and full streams", async () => {
    const session = await opened(connections, sshd.target(), sudo("service"));
    const { stdout, stderr } = await session.run({ script: "id -un; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2", args: [] });
    expect([stdout.length, stderr.length]).to.deep.equal([3_000_008, 3_000_000]);
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
    expect(await trouble(connections, asked, sudo("root"))).to.deep.include({ reason: "sudo-password-needed", user: "asked", become: "root" });
    expect(await trouble(connections, { ...asked, host: "again" }, sudo("root", "wrong"))).to.deep.include({ reason: "sudo-password-wrong", user: "asked", become: "root" });
    expect(await trouble(connections, sshd.target({ user: "plain" }), sudo("root", PASSWORD)))
      .to.deep.equal({ reason: "sudo-refused", user: "plain", become: "root", detail: "plain is not in the sudoers file." });
    expect((await opened(connections, asked)).user, "the login itself goes on").to.equal("asked");
  });

  it("tells of users that are none", async () => {
    expect(await trouble(connections, sshd.target({ user: "easy" }), sudo("missing"))).to.deep.include({ reason: "sudo-refused", detail: "sudo: unknown user missing" });
    expect(await trouble(connections, sshd.target({ user: "easy" }), sudo("-i; reboot"))).to.deep.include({ reason: "sudo-refused", detail: "\"-i; reboot\" is not a user name" });
  });

  it("tells that there is no sudo", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tsplay-nosudo-"));
    try {
      writeFileSync(join(folder, "sh"), "#!/bin/sh\nexec /bin/sh \"$@\"\n", { mode: 0o755 });
      const none = openConnections({ sshConfig: "none", env: { PATH: folder } });
      expect(await trouble(none, sshd.target({ connection: "local" }), sudo("nobody"))).to.deep.include({ reason: "sudo-refused", detail: "sudo is not installed on the host" });
      await none.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function sudo(user: string, password?: string): Become {
  return { method: "sudo", user, ...(password !== undefined && { password: new Secret(password) }) };
}
