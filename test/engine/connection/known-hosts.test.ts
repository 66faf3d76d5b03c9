import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { entriesFor, hashName, judge, knownName, parseKnownHosts } from "#engine/connection/known-hosts.js";

const KEY = keyOf("ssh-ed25519", 1);
const OTHER = keyOf("ssh-ed25519", 2);
const RSA = keyOf("ssh-rsa", 3);

describe("[U] known_hosts", () => {
  it("names hosts on other ports [host]:port", () => {
    expect(knownName("Web1", 22)).to.equal("web1");
    expect(knownName("web1", 2222)).to.equal("[web1]:2222");
  });

  it("knows plain, listed, wildcard and hashed names, and negation", () => {
    const salt = Buffer.alloc(20, 7);
    expect(kind(`web1 ${line(KEY)}`)).to.equal("known");
    expect(kind(`db1,WEB1 ${line(KEY)} a comment`)).to.equal("known");
    expect(kind(`web* ${line(KEY)}`)).to.equal("known");
    expect(kind(`we?1 ${line(KEY)}`)).to.equal("known");
    expect(kind(`*,!web1 ${line(KEY)}`)).to.equal("unknown");
    expect(kind(`web.* ${line(KEY)}`)).to.equal("unknown");
    expect(kind(`${hashName("web1", salt)} ${line(KEY)}`)).to.equal("known");
    expect(kind(`${hashName("web2", salt)} ${line(KEY)}`)).to.equal("unknown");
    expect(kind(`# web1 ${line(KEY)}\n\ngarbage\n@strange web1 ${line(KEY)}`)).to.equal("unknown");
  });

  it("reads what ssh-keygen -H hashed", () => {
    const folder = mkdtempSync(join(tmpdir(), "tsplay-known-"));
    try {
      const file = join(folder, "known_hosts");
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "key")]);
      const key = readFileSync(`${file.replace("known_hosts", "key")}.pub`, "utf8").split(" ")[1] ?? "";
      writeFileSync(file, `[web1]:2222 ssh-ed25519 ${key}\n`);
      execFileSync("ssh-keygen", ["-q", "-H", "-f", file], { stdio: "ignore" });
      const text = readFileSync(file, "utf8");
      expect(text).to.match(/^\|1\|/);
      expect(judge(entriesFor(parseKnownHosts(text, file), "[web1]:2222"), Buffer.from(key, "base64")).kind).to.equal("known");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tells a changed key, with the line to look at", () => {
    expect(verdict(`# first\nweb1 ${line(OTHER)}\n`)).to.deep.equal({ kind: "changed", file: "kh", line: 2 });
    expect(verdict(`web1 ${line(OTHER)}\nweb1 ${line(KEY)}\n`)).to.deep.equal({ kind: "known" });
  });

  it("takes a host known by another type of key only for changed", () => {
    expect(verdict(`web1 ${line(RSA)}\n`)).to.deep.equal({ kind: "changed", file: "kh", line: 1 });
  });

  it("tells a revoked key, also where it is known", () => {
    expect(verdict(`web1 ${line(KEY)}\n@revoked * ${line(KEY)}\n`)).to.deep.equal({ kind: "revoked", file: "kh", line: 2 });
    expect(verdict(`web1 ${line(KEY)}\n@revoked * ${line(OTHER)}\n`)).to.deep.equal({ kind: "known" });
  });

  it("tells that only a certificate authority is known", () => {
    expect(verdict(`@cert-authority web* ${line(OTHER)}\n`)).to.deep.equal({ kind: "cert-authority", file: "kh", line: 1 });
  });
});

function verdict(text: string): object {
  return judge(entriesFor(parseKnownHosts(text, "kh"), "web1"), KEY);
}

function kind(text: string): string {
  return judge(entriesFor(parseKnownHosts(text, "kh"), "web1"), KEY).kind;
}

function line(key: Buffer): string {
  return `${key.toString("latin1", 4, 4 + key.readUInt32BE(0))} ${key.toString("base64")}`;
}

function keyOf(type: string, fill: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.alloc(36, fill)]);
}
