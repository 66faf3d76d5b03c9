import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { VaultFolder } from "./vault-folder.js";

const TEXT = "db_password: \"p\u00e4ss wörd ✓\"\nlines: |\n  one\n  two\n";
const BINARY = randomBytes(100_001);

describe("[I] encrypted here, opened by Ansible, and the other way round", function () {
  this.timeout(120_000);
  let folder: VaultFolder;
  before("ansible-vault is there: without it this fails rather than skips", () => {
    folder = new VaultFolder();
    folder.ansible("ansible-vault", ["--version"]);
  });
  after(() => { folder.remove(); });

  it("files, text and binary, with and without a vault id", () => {
    folder.write("text", TEXT);
    folder.write("binary", BINARY);
    folder.write("empty", "");
    expect(folder.vault("encrypt", "text", "binary", "empty", "--vault-password-file", "one")).to.deep.equal({ code: 0, out: "", err: "" });
    expect(folder.read("text")).to.match(/^\$ANSIBLE_VAULT;1\.1;AES256\n[0-9a-f\n]+\n$/);
    expect(decryptedByAnsible("text").toString()).to.equal(TEXT);
    expect(decryptedByAnsible("binary").equals(BINARY)).to.equal(true);
    expect(decryptedByAnsible("empty").length).to.equal(0);
    folder.write("text", TEXT);
    expect(folder.vault("encrypt", "text", "--vault-id", "prod@one").code).to.equal(0);
    expect(folder.read("text").split("\n")[0]).to.equal("$ANSIBLE_VAULT;1.2;AES256;prod");
    expect(folder.ansible("ansible-vault", ["view", "text", "--vault-id", "prod@one"]).toString()).to.equal(TEXT);
  });

  it("files of Ansible", () => {
    folder.write("text", TEXT);
    folder.write("binary", BINARY);
    folder.ansible("ansible-vault", ["encrypt", "text", "binary", "--vault-id", "prod@one"]);
    expect(folder.vault("view", "text", "--vault-password-file", "one").out).to.equal(TEXT);
    expect(folder.vault("decrypt", "text", "binary", "--vault-id", "prod@one").code).to.equal(0);
    expect(folder.read("binary")).to.equal(BINARY.toString("latin1"));
  });

  it("values of YAML", () => {
    const made = folder.vault("encrypt-string", "hello {{ world }}", "second", "--name", "greeting", "--name", "other", "--vault-id", "prod@one").out;
    folder.write("ours.yml", made);
    expect(asked("ours.yml", "greeting ~ other")).to.equal("hello {{ world }}second");
    folder.write("theirs.yml", `${folder.ansible("ansible-vault", ["encrypt_string", "--name", "greeting", "--vault-password-file", "one", "hello {{ world }}"]).toString()}\n`);
    const shown = folder.tsplay("inventory", "-i", "localhost,", "-e", "@theirs.yml", "--host", "localhost", "--vault-password-file", "one", "--show-secrets");
    expect(JSON.parse(shown.out)).to.include({ greeting: "hello {{ world }}" });
  });

  it("values are shown encrypted by both inventories, and by ours in plain text only when it is asked to", () => {
    folder.write("hosts.yml", `all: {hosts: {h: {ansible_connection: local}}}\n`);
    folder.write("v.yml", folder.ansible("ansible-vault", ["encrypt_string", "--name", "x", "--vault-password-file", "one", "hidden"]).toString());
    folder.write("sealed.yml", "y: hidden\nz: 5\n");
    folder.ansible("ansible-vault", ["encrypt", "sealed.yml", "--vault-password-file", "one"]);
    const words = ["-i", "hosts.yml", "-e", "@v.yml", "--list", "--vault-password-file", "one"];
    const theirs = JSON.parse(folder.ansible("ansible-inventory", words).toString()) as { _meta: { hostvars: { h: { x: unknown } } } };
    const ours = JSON.parse(folder.tsplay("inventory", ...words).out) as typeof theirs;
    expect(ours._meta.hostvars.h.x).to.have.property("__ansible_vault").that.matches(/^\$ANSIBLE_VAULT;1\.1;AES256\n/);
    expect(ours._meta.hostvars.h.x).to.deep.equal(theirs._meta.hostvars.h.x);
    const closed = folder.tsplay("inventory", "-i", "hosts.yml", "-e", "@sealed.yml", "--host", "h", "--vault-password-file", "one");
    expect(JSON.parse(closed.out)).to.include({ y: "***", z: 5 });
    const open = folder.tsplay("inventory", ...words, "-e", "@sealed.yml", "--show-secrets");
    expect(JSON.parse(open.out)).to.have.nested.property("_meta.hostvars.h").that.includes({ x: "hidden", y: "hidden" });
    const explained = folder.tsplay("inventory", "-i", "hosts.yml", "-e", "@sealed.yml", "--host", "h", "--explain", "y", "--vault-password-file", "one");
    expect(explained.out).to.match(/^y of h: "\*\*\*"\n/).and.not.contain("hidden");
  });

  it("files with another password, from both sides", () => {
    folder.write("text", TEXT);
    folder.vault("encrypt", "text", "--vault-password-file", "one");
    expect(folder.vault("rekey", "text", "--vault-password-file", "one", "--new-vault-id", "prod@two").code).to.equal(0);
    expect(folder.read("text").split("\n")[0]).to.equal("$ANSIBLE_VAULT;1.2;AES256;prod");
    folder.ansible("ansible-vault", ["rekey", "text", "--vault-id", "prod@two", "--new-vault-password-file", "one"]);
    expect(folder.vault("view", "text", "--vault-password-file", "one").out).to.equal(TEXT);
  });

  it("client scripts are given the vault id", () => {
    folder.write("pass-client.sh", "#!/bin/sh\n[ \"$1 $2\" = \"--vault-id prod\" ] || { echo \"no $2 here\" >&2; exit 2; }\necho one\n", 0o755);
    folder.write("text", TEXT);
    folder.ansible("ansible-vault", ["encrypt", "text", "--vault-id", "prod@pass-client.sh"]);
    expect(folder.vault("view", "text", "--vault-id", "prod@pass-client.sh").out).to.equal(TEXT);
    expect(folder.vault("view", "text", "--vault-id", "dev@pass-client.sh").err).to.contain('pass-client.sh knows no password for the vault id "dev": no dev here');
  });

  function decryptedByAnsible(name: string): Buffer {
    return folder.ansible("ansible-vault", ["decrypt", "--output", "-", "--vault-password-file", "one", name]);
  }

  /** What Ansible makes of an expression with these variables. */
  function asked(vars: string, expression: string): string {
    const out = folder.ansible("ansible", ["localhost", "-m", "debug", "-a", `msg={{ ${expression} }}`, "-e", `@${vars}`, "--vault-id", "prod@one"]).toString();
    return (JSON.parse(out.slice(out.indexOf("{"))) as { msg: string }).msg;
  }
});
