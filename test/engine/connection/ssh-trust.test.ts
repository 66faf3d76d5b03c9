import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ssh2 from "ssh2";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Connections } from "#engine/connection/types.js";
import { Secret } from "#engine/core/secret.js";
import { SERVER_PASSWORD } from "#test/support/ssh-server.js";
import { ENV, opened, trouble } from "./opened.js";
import { Served } from "./served.js";

describe("[I] who ssh trusts, and who trusts us", () => {
  let served: Served;
  let connections: Connections;

  beforeEach(() => {
    served = new Served();
    connections = openConnections({ sshConfig: "none", env: ENV, keepalive: 0.2 });
  });
  afterEach(async () => {
    await connections.close();
    served.end();
  });

  describe("logins", () => {
    it("tell what was tried", async () => {
      const { target } = await served.start({ methods: ["password", "keyboard-interactive"] });
      expect(await trouble(connections, target)).to.deep.equal({ reason: "auth-failed", user: "me", address: "127.0.0.1", tried: [`key ${served.key}`] });
      expect(await trouble(connections, { ...target, host: "b", password: new Secret("wrong") }))
        .to.deep.include({ reason: "auth-failed", tried: [`key ${served.key}`, "password", "password (keyboard-interactive)"] });
    });

    it("work with a password, also where only keyboard-interactive is offered", async () => {
      for (const method of ["password", "keyboard-interactive"] as const) {
        const { target } = await served.start({ methods: [method] });
        expect((await opened(connections, { ...target, password: new Secret(SERVER_PASSWORD) })).user).to.equal("me");
      }
    });

    it("tell of a key file that is missing, public, broken or locked", async () => {
      const { target } = await served.start({ methods: ["password"] });
      const { public: open } = ssh2.utils.generateKeyPairSync("ed25519");
      const locked = ssh2.utils.generateKeyPairSync("ed25519", { passphrase: "x", cipher: "aes256-ctr", rounds: 1 });
      const files = { "public": open, "broken": "-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense\n-----END OPENSSH PRIVATE KEY-----\n", "locked": locked.private };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(served.folder, name), text);
      for (const [name, word] of Object.entries({ "missing": "no such file", "public": "public key", "broken": "", "locked": "ssh-add" })) {
        const told = await trouble(connections, { ...target, host: name, privateKeyFile: join(served.folder, name) });
        expect(told).to.include({ reason: "bad-key", path: join(served.folder, name) });
        expect(told.reason === "bad-key" ? told.detail : "").to.include(word);
      }
    });
  });

  describe("host keys", () => {
    it("tell one that is unknown, with its fingerprint and where it was looked for", async () => {
      const { target } = await served.start();
      writeFileSync(served.knownHosts, "");
      const told = await trouble(connections, target);
      expect(told).to.deep.include({ reason: "host-key-unknown", address: `[127.0.0.1]:${target.port ?? 22}` });
      if (told.reason === "host-key-unknown") {
        expect(told.fingerprint).to.match(/^SHA256:[A-Za-z0-9+/]{43}$/);
        expect(told.knownHosts[0]).to.equal(served.knownHosts);
      }
    });

    it("tell one that changed, and do not offer it a password", async () => {
      const { server, target } = await served.start();
      const { public: other } = ssh2.utils.generateKeyPairSync("ed25519");
      writeFileSync(served.knownHosts, `# a comment\n[127.0.0.1]:${server.port} ${other}\n`);
      for (const hostKeyChecking of ["yes", "accept-new"] as const) {
        expect(await trouble(connections, { ...target, host: hostKeyChecking, hostKeyChecking })).to.deep.include({ reason: "host-key-changed", address: `[127.0.0.1]:${server.port}`, knownHosts: served.knownHosts, line: 2 });
      }
      expect((await opened(connections, { ...target, host: "no", hostKeyChecking: "no" })).user).to.equal("me");
    });

    it("tell one that was revoked, even where keys are not checked", async () => {
      const { server, target } = await served.start();
      writeFileSync(served.knownHosts, `@revoked * ${server.hostKey}\n`);
      expect(await trouble(connections, { ...target, hostKeyChecking: "no" })).to.deep.include({ reason: "host-key-revoked", line: 1 });
    });

    it("tell that a certificate authority is of no use", async () => {
      const { server, target } = await served.start();
      writeFileSync(served.knownHosts, `@cert-authority * ${server.hostKey}x\n`);
      expect(await trouble(connections, target)).to.include({ reason: "handshake" });
    });

    it("are taken over once by accept-new, hashed or plain, and then hold", async () => {
      const { server, target } = await served.start();
      const config = join(served.folder, "config");
      for (const hash of ["no", "yes"]) {
        writeFileSync(config, `HashKnownHosts ${hash}\n`);
        const file = join(served.folder, "new", hash, "known_hosts");
        const trusting = openConnections({ sshConfig: config, env: ENV });
        const accepting = { ...target, knownHostsFiles: [file], hostKeyChecking: "accept-new" as const };
        await Promise.all([1, 2, 3].map((index) => opened(trusting, { ...accepting, host: `h${index}` })));
        const lines = readFileSync(file, "utf8");
        expect(lines).to.match(hash === "yes" ? /^\|1\|[^\n]*\n$/ : new RegExp(`^\\[127\\.0\\.0\\.1\\]:${server.port} [^\n]*\n$`));
        expect((await opened(trusting, { ...accepting, host: "strict", hostKeyChecking: "yes" })).user).to.equal("me");
        await trusting.close();
      }
    });

    it("are asked for in the type that is known", async () => {
      const { server, target } = await served.start({}, ["rsa", "ed25519"]);
      expect(server.hostKey).to.match(/^ssh-rsa /);
      expect((await opened(connections, target)).user).to.equal("me");
    });
  });
});
