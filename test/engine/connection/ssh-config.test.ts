import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readSshConfig } from "#engine/connection/ssh-config.js";

describe("[U] ssh_config", () => {
  let folder: string;

  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "tsplay-config-")); });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it("is read by ssh, with Include and Match", async () => {
    writeFileSync(join(folder, "more"), "Host web*\n  HostName %h.example.org\n  ProxyJump gate\n");
    writeFileSync(join(folder, "config"), `Include ${folder}/more\nMatch user deploy\n  Port 2222\n  IdentityFile /keys/deploy\n  IdentitiesOnly yes\nHost *\n  UserKnownHostsFile /a /b\n  HashKnownHosts yes\n  HostKeyAlias web\n`);
    const config = await readSshConfig({ address: "web1", user: "deploy", port: undefined }, { env: process.env, sshConfig: join(folder, "config") });
    expect(config).to.deep.include({
      hostName: "web1.example.org", port: 2222, user: "deploy", proxyJump: "gate", proxyCommand: undefined, identityFiles: ["/keys/deploy"],
      identitiesOnly: true, hashKnownHosts: true, hostKeyAlias: "web",
    });
    expect(config.knownHostsFiles.slice(0, 2)).to.deep.equal(["/a", "/b"]);
  });

  it("gives way to what was asked for", async () => {
    writeFileSync(join(folder, "config"), "Host *\n  Port 2222\n  User other\n");
    expect(await readSshConfig({ address: "::1", user: "me", port: 22 }, { env: process.env, sshConfig: join(folder, "config") })).to.deep.include({ hostName: "::1", port: 22, user: "me" });
  });

  it("is not missed where there is no ssh program", async () => {
    const config = await readSshConfig({ address: "-oweird", user: "me", port: undefined }, { env: { PATH: folder, HOME: "/home/me" }, sshConfig: undefined });
    expect(config).to.deep.include({ hostName: "-oweird", port: 22, user: "me", identitiesOnly: false, proxyJump: undefined });
    expect(config.identityFiles).to.include("/home/me/.ssh/id_ed25519");
    expect(config.knownHostsFiles).to.deep.equal(["/home/me/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"]);
  });
});
