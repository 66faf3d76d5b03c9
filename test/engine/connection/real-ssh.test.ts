import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Connections } from "#engine/connection/types.js";
import { ENV, opened, trouble } from "./opened.js";
import { PASSWORD, startSshd } from "./sshd.js";
import type { Sshd } from "./sshd.js";
import { Secret } from "#engine/core/secret.js";
import type { Target } from "#engine/core/target.js";

describe("[I] a real sshd", () => {
  let sshd: Sshd | undefined;
  let connections: Connections;

  async function start(...config: string[]): Promise<Sshd> {
    sshd = await startSshd(config);
    return sshd;
  }

  beforeEach(() => { connections = openConnections({ sshConfig: "none", env: ENV }); });
  afterEach(async () => {
    await connections.close();
    sshd?.stop();
    sshd = undefined;
  });

  it("with MaxSessions 1 still gives a shell for each user and own commands, over more connections", async () => {
    const server = await start("MaxSessions 1");
    const login = await opened(connections, server.target({ user: "easy" }));
    const root = await opened(connections, server.target({ user: "easy" }), { method: "sudo", user: "root" });
    expect((await login.runOwn({ argv: ["echo", "own"] })).stdout).to.equal("own\n");
    expect((await root.run({ argv: ["id", "-un"] })).stdout).to.equal("root\n");
    expect((await login.run({ argv: ["id", "-un"] })).stdout).to.equal("easy\n");
  });

  it("with a tight MaxStartups takes 20 hosts at once", async function () {
    this.timeout(30_000);
    const server = await start("MaxStartups 3:60:10");
    const sessions = await Promise.all(Array.from({ length: 20 }, (_, index) => opened(connections, server.target({ host: `h${index}` }))));
    expect((await Promise.all(sessions.map((session) => session.run({ argv: ["echo", "up"] })))).map(({ stdout }) => stdout)).to.deep.equal(Array(20).fill("up\n"));
  });

  it("takes a password", async () => {
    const server = await start();
    const session = await opened(connections, keyless(server.target({ user: "plain", password: new Secret(PASSWORD) })));
    expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("plain\n");
  });

  it("takes a key of ssh-agent", async () => {
    const server = await start();
    const socket = join(server.folder, "agent");
    const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
    try {
      for (let left = 100; left > 0 && !existsSync(socket); left -= 1) await sleep(20);
      execFileSync("ssh-add", ["-q", server.key], { env: { ...ENV, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
      const withAgent = openConnections({ sshConfig: "none", env: { ...ENV, SSH_AUTH_SOCK: socket } });
      expect((await opened(withAgent, keyless(server.target()))).user).to.equal("root");
      await withAgent.close();
    } finally {
      agent.kill();
    }
  });

  it("is reached by the names, ports, users and keys of an ssh_config", async () => {
    const { port, key, knownHosts, folder } = await start();
    const config = join(folder, "config");
    writeFileSync(config, `Host web\n  HostName 127.0.0.1\n  Port ${port}\n  User easy\n  IdentityFile ${key}\n  UserKnownHostsFile ${knownHosts}\nHost piped\n  ProxyCommand nc %h %p\n`);
    const configured = openConnections({ sshConfig: config, env: ENV });
    const target = { host: "web", connection: "ssh", address: "web", knownHostsFiles: [], hostKeyChecking: "yes", timeout: 5 } as const;
    const session = await opened(configured, target);
    expect([session.user, (await session.run({ argv: ["id", "-un"] })).stdout]).to.deep.equal(["easy", "easy\n"]);
    const piped = await trouble(configured, { ...target, address: "piped" });
    expect(piped).to.include({ reason: "handshake" });
    expect(JSON.stringify(piped)).to.include("ProxyCommand");
    await configured.close();
  });

  it("is reached over jump hosts, each of them verified, and shared", async () => {
    const server = await start();
    const [once, twice] = await Promise.all([
      opened(connections, server.target({ host: "once", proxyJump: `easy@127.0.0.1:${server.port}` })),
      opened(connections, server.target({ host: "twice", proxyJump: `easy@127.0.0.1:${server.port},plain@127.0.0.1:${server.port}` })),
    ]);
    for (const session of [once, twice]) expect((await session.run({ argv: ["id", "-un"] })).stdout).to.equal("root\n");
    const sockets = await once.run({ script: "grep -ci \":$(printf %04X \"$1\") .* 01 \" /proc/net/tcp", args: [String(server.port)] });
    // us to easy, easy to root, easy to plain, plain to root
    expect(sockets.stdout).to.equal("4\n");
  });

  it("tells which jump host failed, and why", async () => {
    const server = await start();
    expect(await trouble(connections, server.target({ proxyJump: `nobody-here@127.0.0.1:${server.port}` }))).to.deep.include({ reason: "jump-failed", jump: `nobody-here@127.0.0.1:${server.port}` });
    expect(await trouble(connections, server.target({ proxyJump: `easy@127.0.0.1:${server.port}`, port: 1 }))).to.deep.include({ reason: "no-route", port: 1 });
    expect(await trouble(connections, server.target({ proxyJump: "a b" }))).to.include({ reason: "handshake" });
    writeFileSync(server.knownHosts, "");
    const told = await trouble(connections, server.target({ host: "unknown", proxyJump: `easy@127.0.0.1:${server.port}` }));
    expect(told.reason === "jump-failed" ? told.cause.reason : told.reason).to.equal("host-key-unknown");
  });

  it("that is killed in the middle of a command makes the host lost", async () => {
    const server = await start();
    const session = await opened(connections, server.target());
    const { stdout: parent } = await session.run({ script: "echo $PPID", args: [] });
    const running = session.run({ argv: ["sleep", "30"] });
    process.kill(Number(parent), "SIGKILL");
    expect(await Promise.race([running, session.lost])).to.include({ reason: "lost" });
    await connections.forget(server.target());
    expect((await opened(connections, server.target())).user).to.equal("root");
  });

  it("is left without anything running when the connections close", async () => {
    const server = await start();
    const mark = String(80_000 + Math.floor(Math.random() * 9999));
    const target = server.target({ user: "easy" });
    const [login, root] = [await opened(connections, target), await opened(connections, target, { method: "sudo", user: "root" })];
    void login.run({ script: "trap '' TERM; sleep \"$1\"; sleep \"$1\"", args: [mark] });
    void login.runOwn({ argv: ["sleep", mark], timeout: 9999 });
    void root.run({ argv: ["sleep", mark] });
    void root.runOwn({ script: "sleep \"$1\" & wait", args: [mark] });
    for (let left = 100; left > 0 && running(mark) < 4; left -= 1) await sleep(50);
    expect(running(mark)).to.equal(4);
    await connections.close();
    expect(running(mark)).to.equal(0);
  });
});

function keyless(target: Target): Target {
  const { privateKeyFile, ...rest } = target;
  expect(privateKeyFile).to.be.a("string");
  return rest;
}

/** How many `sleep MARK` run on this machine. */
function running(mark: string): number {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name) === `sleep\0${mark}\0`).length;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch { // it ended meanwhile
    return "";
  }
}
