import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Become } from "#engine/connection/types.js";
import type { BecomeMethod } from "#engine/core/become-method.js";
import { Secret } from "#engine/core/secret.js";
import { ENV, opened, trouble } from "./opened.js";
import { PASSWORD, startSshd } from "./sshd.js";
import type { Sshd } from "./sshd.js";

describe("[I] becoming another user by su, doas and runuser, and with flags", function () {
  this.timeout(30_000);
  let sshd: Sshd;
  let connections = openConnections();

  before(async () => { sshd = await startSshd(); });
  beforeEach(() => { connections = openConnections({ sshConfig: "none", env: ENV }); });
  afterEach(async () => { await connections.close(); });
  after(() => { sshd.stop(); });

  it("root becomes a user by every method, without a password", async () => {
    for (const method of ["su", "doas", "runuser"] as const) {
      const session = await opened(connections, sshd.target(), by(method, "service"));
      expect((await session.run({ script: "id -un; echo $HOME", args: [] })).stdout, method).to.equal(`service\n${sshd.folder}/home/service\n`);
      expect((await session.runOwn({ argv: ["cat"], stdin: "typed" })).stdout, method).to.equal("typed");
    }
  });

  it("the password of root for su, one's own for doas, from a user", async () => {
    for (const method of ["su", "doas"] as const) {
      for (const user of ["root", "service"]) {
        const session = await opened(connections, sshd.target({ user: "asked" }), by(method, user, PASSWORD));
        expect(session.user).to.equal(user);
        expect((await session.run({ argv: ["id", "-un"] })), method).to.deep.equal({ code: 0, stdout: `${user}\n`, stderr: "" });
        expect((await session.runOwn({ argv: ["cat"], stdin: "typed\n" })), method).to.deep.equal({ code: 0, stdout: "typed\n", stderr: "" });
      }
    }
  });

  it("a password that nobody asks for harms nobody", async () => {
    const session = await opened(connections, sshd.target({ user: "easy" }), by("doas", "root", "not needed"));
    expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("root\n");
    expect((await session.runOwn({ argv: ["cat"], stdin: "not eaten\n" })).stdout).to.equal("not eaten\n");
    const su = await opened(connections, sshd.target(), by("su", "service", "not needed"));
    expect((await su.runOwn({ argv: ["cat"], stdin: "not eaten\n" })).stdout).to.equal("not eaten\n");
  });

  it("a password that came with the end of its line is that line", async () => {
    for (const method of ["su", "doas", "sudo"] as const) {
      const session = await opened(connections, sshd.target({ user: "asked" }), by(method, "root", `${PASSWORD}\nid\n`));
      expect(await session.runOwn({ argv: ["id", "-un"] }), method).to.deep.equal({ code: 0, stdout: "root\n", stderr: "" });
    }
  });

  for (const method of ["su", "doas"] as const) {
    it(`by ${method} with a password every byte comes through, both ways, and what runs can be ended`, async () => {
      const session = await opened(connections, sshd.target({ user: "asked" }), by(method, "root", PASSWORD));
      const { stdout, stderr, code } = await session.run({ script: "printf 'a\\nb\\r\\n\\003\\004'; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 3", args: [] });
      expect([stdout.slice(0, 7), stdout.length, stderr.length, code]).to.deep.equal(["a\nb\r\n\u0003\u0004".slice(0, 7), 3_000_007, 3_000_000, 3]);
      const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 7919) >> 3);
      expect(Buffer.compare((await session.read({ argv: ["cat"], stdin: bytes })).bytes, bytes)).to.equal(0);
      const path = `${sshd.folder}/large-${method}`;
      expect(await session.write({ kind: "write", path, content: { from: "memory", bytes }, owner: "service" })).to.deep.equal({ ok: true, value: undefined });
      expect(Buffer.compare(readFileSync(path), bytes)).to.equal(0);
      expect(await session.runOwn({ script: "echo begun; sleep 20", args: [], timeout: 0.3 })).to.deep.equal({ code: 124, stdout: "begun\n", stderr: "" });
      expect((await session.run({ script: "echo x >/dev/tty", args: [] })).code, "there is no terminal left to wait at").to.not.equal(0);
      void session.runOwn({ script: "echo $$ >\"$1\"; sleep 77", args: [`${sshd.folder}/pid-${method}`] });
      for (let left = 100; left > 0 && !existsSync(`${sshd.folder}/pid-${method}`); left -= 1) await sleep(30);
      await connections.close();
      expect(runs(readFileSync(`${sshd.folder}/pid-${method}`, "utf8").trim()), "still running").to.equal(false);
    });

    it(`by ${method} the password shows nowhere on the host`, async () => {
      const session = await opened(connections, sshd.target({ user: "asked" }), by(method, "root", PASSWORD));
      const look = "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -c \"$1\"";
      expect((await session.run({ script: look, args: ["correct hors[e]"] })).stdout).to.equal("0\n");
    });

    it(`by ${method} a password that is needed or wrong, and a user who is none, are told apart`, async () => {
      const asked = sshd.target({ user: "asked" });
      expect(await trouble(connections, asked, by(method, "root"))).to.deep.include({ reason: "become-password-needed", method, user: "asked", become: "root" });
      expect(await trouble(connections, asked, by(method, "root", "wrong"))).to.deep.include({ reason: "become-password-wrong", method });
      expect(await trouble(connections, asked, by(method, "missing", PASSWORD))).to.deep.include({ reason: "become-no-such-user", become: "missing" });
      expect((await opened(connections, asked, by(method, "root", PASSWORD))).user, "and the right one still works").to.equal("root");
    });
  }

  it("by doas a shell that is given up before it has its password leaves nothing behind", async () => {
    const session = await opened(connections, sshd.target({ user: "asked" }), by("doas", "service", PASSWORD));
    await session.runOwn({ argv: ["true"] }); // another shell is being opened ahead
    await connections.close();
    const left = (): string => spawnSync("pgrep", ["-a", "-u", "70002", "-x", "script|doas"], { encoding: "utf8" }).stdout;
    for (let tries = 100; tries > 0 && left() !== ""; tries -= 1) await sleep(50);
    expect(left()).to.equal("");
  });

  it("a program that says no at once is not taken for a lost connection", async () => {
    for (let round = 0; round < 10; round += 1) {
      const all = await Promise.all(["one", "two", "three"].map((user) => trouble(connections, sshd.target({ user: "asked" }), by("su", user, PASSWORD))));
      expect(all.map(({ reason }) => reason)).to.deep.equal(Array(3).fill("become-no-such-user"));
    }
  });

  it("tells who may not", async () => {
    expect(await trouble(connections, sshd.target({ user: "plain" }), by("doas", "root", PASSWORD))).to.deep.include({ reason: "become-refused", detail: "doas: Operation not permitted" });
    expect(await trouble(connections, sshd.target({ user: "plain" }), by("runuser", "root"))).to.deep.include({ reason: "become-refused", detail: "runuser: may not be used by non-root users" });
    expect(await trouble(connections, sshd.target(), { ...by("su", "nobody"), flags: [] })).to.deep.include({ reason: "become-refused", detail: "This account is currently not available." });
  });

  it("tells that a program is not there, doas's terminal included", async () => {
    expect(await trouble(connections, sshd.target(), { ...by("su", "service"), exe: ["/no/such/su"] })).to.deep.include({ reason: "become-not-installed", detail: "/no/such/su is not installed on the host" });
    expect(await trouble(connections, sshd.target({ user: "asked" }), { ...by("doas", "root", PASSWORD), exe: ["no-such-doas"] })).to.deep.include({ reason: "become-not-installed" });
    const folder = mkdtempSync(join(tmpdir(), "tsplay-noscript-"));
    try {
      writeFileSync(join(folder, "sh"), "#!/bin/sh\nexec /bin/sh \"$@\"\n", { mode: 0o755 });
      const none = openConnections({ sshConfig: "none", env: { PATH: folder } });
      expect(await trouble(none, sshd.target({ connection: "local" }), by("doas", "nobody", "x"))).to.deep.include({ reason: "become-not-installed" }).and.have.property("detail").that.includes("bsdutils");
      await none.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a user who was made meanwhile can be become", async () => {
    const connections2 = openConnections({ sshConfig: "none", env: ENV });
    const exe = [`${sshd.folder}/late-sudo`];
    expect(await trouble(connections2, sshd.target(), { ...by("sudo", "service"), exe })).to.deep.include({ reason: "become-not-installed" });
    writeFileSync(exe[0] ?? "", "#!/bin/sh\nexec sudo \"$@\"\n", { mode: 0o755 });
    expect((await opened(connections2, sshd.target(), { ...by("sudo", "service"), exe })).user).to.equal("service");
    await connections2.close();
  });

  it("sudo takes flags: a login shell, the environment, a group, a folder", async () => {
    const ask = "pwd; echo $HOME $SHELL \"$KEPT\"; id -gn; ps -o args= -p $PPID";
    const look = async (flags: readonly string[], password?: string): Promise<readonly string[]> => {
      const target = sshd.target({ user: password === undefined ? "easy" : "asked" });
      return (await (await opened(connections, target, { ...by("sudo", "service", password), flags })).run({ script: ask, args: [] })).stdout.split("\n");
    };
    for (const password of [undefined, PASSWORD]) {
      expect((await look(["-i"], password)).slice(0, 2)).to.deep.equal([`${sshd.folder}/home/service`, `${sshd.folder}/home/service /bin/sh `]);
      expect((await look(["-s", "-H"], password))[0]).to.equal(`${sshd.folder}/home/service`);
      expect((await look(["-D", "/usr"], password).catch(() => ["refused"]))[0], "sudoers must allow -D").to.be.oneOf(["/usr", "refused"]);
      expect((await look(["-H", "-g", "service", "KEPT=x y"], password).catch(() => ["", "refused"]))[1], "SETENV is wanted for it").to.be.oneOf([`${sshd.folder}/home/service /bin/sh x y`, "refused"]);
    }
  });

  it("su takes flags: a login shell, and another shell for one who has none", async () => {
    const login = await opened(connections, sshd.target(), { ...by("su", "service"), flags: ["-"] });
    expect((await login.run({ script: "pwd; echo $LOGNAME", args: [] })).stdout).to.equal(`${sshd.folder}/home/service\nservice\n`);
    const nobody = await opened(connections, sshd.target(), { ...by("su", "nobody"), flags: ["-s", "/bin/sh"] });
    expect((await nobody.run({ argv: ["id", "-un"] })).stdout).to.equal("nobody\n");
    expect((await nobody.runOwn({ argv: ["id", "-un"] })).stdout).to.equal("nobody\n");
    const through = await opened(connections, sshd.target({ user: "easy" }), { ...by("su", "service"), exe: ["sudo", "su"] });
    expect((await through.run({ argv: ["id", "-un"] })).stdout).to.equal("service\n");
  });

  it("the folder of the login stays, unless the user may not read it", async () => {
    const where = async (become: Become): Promise<string> => (await (await opened(connections, sshd.target({ user: "easy" }), become)).run({ argv: ["pwd"] })).stdout;
    expect(await where(by("sudo", "root"))).to.equal(`${sshd.folder}/home/easy\n`);
    expect(await where(by("sudo", "service"))).to.equal(`${sshd.folder}/home/service\n`);
    expect(await where(by("doas", "root"))).to.equal(`${sshd.folder}/home/easy\n`);
  });

  it("works on the machine itself", async () => {
    for (const become of [by("runuser", "daemon", undefined, ["-s", "/bin/sh"]), by("su", "daemon", undefined, ["-s", "/bin/sh"]), by("sudo", "daemon", undefined, [])]) {
      const session = await opened(connections, sshd.target({ connection: "local" }), become);
      expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("daemon\n");
      expect((await session.runOwn({ argv: ["id", "-un"] })).stdout).to.equal("daemon\n");
    }
  });
});

/** One that ended and waits for its parent has no words any more. */
function runs(pid: string): boolean {
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
}

function by(method: BecomeMethod, user: string, password?: string, flags?: readonly string[]): Become {
  return { method, user, ...(password !== undefined && { password: new Secret(password) }), ...(flags !== undefined && { flags }) };
}
