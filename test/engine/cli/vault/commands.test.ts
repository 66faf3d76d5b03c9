import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, linkSync, lstatSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { environment, startWords } from "../command-line.js";
import { VaultFolder } from "./vault-folder.js";

describe("[I] tsplay vault", function () {
  this.timeout(120_000);
  let folder: VaultFolder;
  beforeEach(() => { folder = new VaultFolder(); });
  afterEach(() => { folder.remove(); });

  it("keeps mode, owner, links and nothing else", () => {
    const file = folder.write("f", "plain text");
    chmodSync(file, 0o640);
    if (process.getuid?.() === 0) chownSync(file, 12_345, 12_346);
    const before = statSync(file);
    symlinkSync("f", join(folder.path, "link"));
    linkSync(file, join(folder.path, "other-name"));
    expect(folder.vault("encrypt", "link", "--vault-password-file", "one")).to.deep.equal({ code: 0, out: "", err: "" });
    const after = statSync(file);
    expect([after.mode, after.uid, after.gid]).to.deep.equal([before.mode, before.uid, before.gid]);
    expect(lstatSync(join(folder.path, "link")).isSymbolicLink()).to.equal(true);
    expect(folder.read("f")).to.match(/^\$ANSIBLE_VAULT/);
    expect(folder.read("other-name")).to.equal("plain text");
    expect(readdirSync(folder.path).sort()).to.deep.equal(["f", "link", "one", "other-name", "two"]);
  });

  it("writes nothing when one of several files is no good", () => {
    folder.write("a", "plain a");
    folder.write("b", "plain b");
    folder.vault("encrypt", "b", "--vault-password-file", "one");
    const both = folder.vault("encrypt", "a", "b", "missing", "--vault-password-file", "one");
    expect(both).to.deep.include({ code: 4, out: "" });
    expect(both.err).to.contain("there is no file missing");
    expect(folder.vault("encrypt", "a", "b", "--vault-password-file", "one").err).to.contain("b is encrypted already\nNothing was written. To give it another password: tsplay vault rekey");
    expect(folder.vault("decrypt", "b", "a", "--vault-password-file", "one").err).to.contain("a is not encrypted\nNothing was written");
    expect([folder.read("a"), folder.read("b").slice(0, 14)]).to.deep.equal(["plain a", "$ANSIBLE_VAULT"]);
  });

  it("tells of a wrong password, and of a damaged file, with the line and the next step", () => {
    folder.write("a", "plain");
    folder.vault("encrypt", "a", "--vault-id", "prod@one");
    const wrong = folder.vault("decrypt", "a", "--vault-password-file", "two");
    expect(wrong).to.deep.include({ code: 4, out: "" });
    expect(wrong.err).to.equal(`a:1:1: this file cannot be decrypted: none of the vault passwords fits (tried: default)
    $ANSIBLE_VAULT;1.2;AES256;prod
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
It was encrypted for the vault id "prod": give its password with --vault-id prod@FILE, or have it asked for with --vault-id prod@prompt

1 error in 1 file
`);
    folder.write("a", folder.read("a").replace(/\n./, "\nx"));
    expect(folder.vault("view", "a", "--vault-id", "prod@one").err).to.match(/^a:2:1: this file cannot be decrypted: its encrypted text is damaged: a line holds something else than hexadecimal digits/);
  });

  it("works from standard input to standard output, however slowly that is read", () => {
    const content = Buffer.alloc(300_000, "0123456789abcde\n");
    folder.write("big", content);
    const [encrypt, decrypt] = [["vault", "encrypt"], ["vault", "decrypt"]].map((words) => [process.execPath, ...startWords([...words, "--vault-password-file", "one"])].map((word) => `'${word}'`).join(" "));
    const ran = spawnSync("sh", ["-c", `${encrypt ?? ""} < big | (sleep 1; ${decrypt ?? ""}) | (sleep 1; cat)`], { cwd: folder.path, env: environment(), maxBuffer: 10_000_000 });
    expect([ran.stderr.toString(), ran.stdout.equals(content)]).to.deep.equal(["", true]);
  });

  it("writes to --output, and leaves the input alone", () => {
    folder.write("a", "plain");
    expect(folder.vault("encrypt", "a", "--output", "b", "--vault-password-file", "one").code).to.equal(0);
    expect([folder.read("a"), statSync(join(folder.path, "b")).mode & 0o777]).to.deep.equal(["plain", 0o600]);
    expect(folder.vault("decrypt", "b", "--output", "-", "--vault-password-file", "one").out).to.equal("plain");
    expect(folder.vault("encrypt", "a", "one", "--output", "b", "--vault-password-file", "one").err).to.match(/^--output takes the result of one file/);
  });

  it("asks which of several passwords to encrypt with", () => {
    folder.write("a", "plain");
    const ids = ["--vault-id", "dev@one", "--vault-id", "prod@two"];
    expect(folder.vault("encrypt", "a", ...ids).err).to.match(/^there are passwords for several vault ids: dev, prod\nSay which one to encrypt with: --encrypt-vault-id dev/);
    expect(folder.vault("encrypt", "a", ...ids, "--encrypt-vault-id", "prud").err).to.match(/^there is no password for the vault id "prud"\nDid you mean "prod"\?/);
    expect(folder.vault("encrypt", "a", ...ids, "--encrypt-vault-id", "prod").code).to.equal(0);
    expect(folder.vault("view", "a", "--vault-password-file", "two").out).to.equal("plain");
  });

  it("tells what is wrong with a password file", () => {
    folder.write("a", "plain");
    folder.write("empty", "\n\n");
    folder.write("broken", "#!/bin/sh\nexit 7\n", 0o755);
    folder.write("plain-x", "one\n", 0o755);
    const encrypt = (...words: readonly string[]): string => folder.vault("encrypt", "a", ...words).err;
    expect(encrypt("--vault-password-file", "nowhere")).to.match(/^there is no vault password file nowhere\n/);
    expect(encrypt("--vault-password-file", "empty")).to.match(/^the vault password file empty is empty\n/);
    expect(encrypt("--vault-password-file", "broken")).to.match(/^the vault password script .*broken ended with exit code 7\n/);
    expect(encrypt("--vault-password-file", "plain-x")).to.match(/^the vault password file .*plain-x may be executed, and is no program\nIf it is the password itself, take the right to execute it away: chmod a-x/);
    expect(encrypt("--vault-id", "a;b@one")).to.contain("A vault id cannot hold a semicolon");
    expect(encrypt()).to.match(/^the New vault password cannot be asked for: there is no terminal\nName a file with --vault-password-file/);
    expect(folder.read("a")).to.equal("plain");
  });

  it("takes a password from a script, from an encrypted file, and warns of files that give none while another does", () => {
    folder.write("script", "#!/bin/sh\necho two\n", 0o755);
    folder.write("sealed", "two\n");
    folder.vault("encrypt", "sealed", "--vault-password-file", "one");
    folder.write("a", "plain");
    expect(folder.vault("encrypt", "a", "--vault-password-file", "script").code).to.equal(0);
    const viewed = folder.vault("view", "a", "--vault-id", "x@nowhere", "--vault-id", "k@one", "--vault-id", "y@sealed");
    expect(viewed).to.deep.include({ code: 0, out: "plain" });
    expect(viewed.err).to.match(/^warning: there is no vault password file nowhere\n/);
  });

  it("takes a password from the project's ansible.cfg", () => {
    folder.write("ansible.cfg", "[defaults]\nvault_password_file = one\n");
    folder.write("a", "plain");
    expect(folder.vault("encrypt", "a")).to.deep.equal({ code: 0, out: "", err: "" });
    expect(folder.vault("view", "a", "--vault-password-file", "one").out).to.equal("plain");
  });

  it("encrypt-string names what it is told to, and takes standard input without anything else", () => {
    const words = startWords(["vault", "encrypt-string", "--vault-password-file", "one", "--stdin-name", "pw"]);
    const made = spawnSync(process.execPath, words, { cwd: folder.path, env: environment(), input: "hidden", encoding: "utf8" });
    expect(made.stdout).to.match(/^pw: !vault \|\n {10}\$ANSIBLE_VAULT;1\.1;AES256\n(?: {10}[0-9a-f]+\n)+$/);
    const string = (...more: readonly string[]): string => folder.vault("encrypt_string", ...more, "--vault-password-file", "one").err;
    expect(string()).to.match(/^there is nothing to encrypt/); // an empty standard input
    expect(string("x", "--name", "a", "--name", "b")).to.match(/^there are more names \(--name\) than texts: b\n/);
    expect(string("-", "--prompt")).to.match(/^--prompt and standard input exclude each other/);
  });

  it("rekeys several files, or none", () => {
    for (const name of ["a", "b"]) folder.write(name, name);
    folder.vault("encrypt", "a", "--vault-password-file", "one");
    folder.vault("encrypt", "b", "--vault-password-file", "two");
    const [a, b] = [folder.read("a"), folder.read("b")];
    expect(folder.vault("rekey", "a", "b", "--vault-password-file", "one", "--new-vault-password-file", "two").err).to.match(/^b:1:1: this file cannot be decrypted/);
    expect([folder.read("a"), folder.read("b")]).to.deep.equal([a, b]);
    expect(folder.vault("rekey", "a", "b", "--vault-id", "x@one", "--vault-id", "y@two", "--encrypt-vault-id", "y").code).to.equal(0);
    expect(folder.vault("view", "a", "b", "--vault-password-file", "two").out).to.equal("ab");
  });
});
