import { expect } from "chai";
import fc from "fast-check";
import { Secret } from "#engine/core/secret.js";
import { formatEnvelope, isVaulted, parseEnvelope } from "#engine/core/vault/envelope.js";
import { Keyring } from "#engine/load/vault/keyring.js";
import { VaultPassword } from "#engine/load/vault/password.js";

const [prod, dev, plain] = [new VaultPassword("prod", new Secret("one")), new VaultPassword("dev", new Secret("two")), new VaultPassword("default", new Secret("three"))] as const;

/** Made with ansible-vault 2.14: "hello", vault id prod, password "one". */
const HELLO = `$ANSIBLE_VAULT;1.2;AES256;prod
36363931353666656534323065363137346233613864633433626130363331393964633530323832
6330313936336430353263333061353337313939333161360a636234383233386637636662323730
66363533303661356432636436653634623866666134393537663331613332356234663631303865
3863316561633662310a626462653537373534316138346432313763336166643139333932613165
3062
`;

describe("[U] encrypted texts", () => {
  it("of Ansible are opened", () => {
    const opened = new Keyring([prod]).open(HELLO);
    expect(opened.ok && [Buffer.from(opened.value.bytes).toString(), opened.value.password, opened.value.id]).to.deep.equal(["hello", prod, "prod"]);
  });

  it("come back as the bytes they were made of, whatever these are", () => {
    const keyring = new Keyring([plain]);
    const salt = new Uint8Array(32); // the same one each time: deriving keys is slow
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const opened = keyring.open(keyring.seal(bytes, plain, { salt }));
      expect(opened.ok && [...opened.value.bytes]).to.deep.equal([...bytes]);
    }), { numRuns: 300 });
  });

  it("have lines of 80, and a header with the vault id, if it has a name", () => {
    const keyring = new Keyring([prod]);
    const lines = keyring.seal(Buffer.from("x".repeat(100)), prod, { id: "prod" }).split("\n");
    expect(lines[0]).to.equal("$ANSIBLE_VAULT;1.2;AES256;prod");
    expect(lines.slice(1, -2).every((line) => line.length === 80)).to.equal(true);
    expect(lines.at(-1)).to.equal("");
    expect(["default", undefined].map((id) => keyring.seal(Buffer.from("x"), prod, { id }).split("\n")[0])).to.deep.equal(["$ANSIBLE_VAULT;1.1;AES256", "$ANSIBLE_VAULT;1.1;AES256"]);
  });

  it("are opened by any password, the one of their vault id first", () => {
    const text = new Keyring().seal(Buffer.from("x"), dev, { id: "prod" });
    const opened = new Keyring([plain, prod, dev]).open(text);
    expect(opened.ok && opened.value.password).to.equal(dev);
  });

  it("tell why they cannot be opened", () => {
    const text = new Keyring().seal(Buffer.from("x"), prod, { id: "prod" });
    expect(new Keyring().open(text)).to.deep.equal({ ok: false, error: { reason: "no-password", id: "prod" } });
    expect(new Keyring([dev, plain]).open(text)).to.deep.equal({ ok: false, error: { reason: "wrong-password", id: "prod", tried: ["dev", "default"] } });
  });

  it("that were changed are not opened, wherever the change is", () => {
    const keyring = new Keyring([plain]);
    const text = keyring.seal(Buffer.from("secret"), plain, { salt: new Uint8Array(32) });
    const body = text.indexOf("\n") + 1;
    fc.assert(fc.property(fc.integer({ min: body, max: text.length - 2 }), fc.constantFrom("0", "1", "7", "9", "a", "f", "z", "\n"), (at, digit) => {
      const changed = `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
      const opened = new Keyring([plain]).open(changed);
      expect(changed.replaceAll("\n", "") === text.replaceAll("\n", "") || !opened.ok || Buffer.from(opened.value.bytes).toString() === "secret").to.equal(true);
    }), { numRuns: 40 });
  });

  const bad: readonly (readonly [title: string, text: string, line: number, detail: RegExp])[] = [
    ["a header without a cipher", "$ANSIBLE_VAULT;1.1\n61", 1, /first line is not/],
    ["another text", "hello", 1, /first line is not/],
    ["a format of another time", "$ANSIBLE_VAULT;1.0;AES\n61", 1, /format "1.0" is not known/],
    ["another cipher", "$ANSIBLE_VAULT;1.1;AES\n61", 1, /cipher "AES" is not known/],
    ["nothing below the header", "$ANSIBLE_VAULT;1.1;AES256\n", 1, /nothing stands below/],
    ["letters that are no digits", "$ANSIBLE_VAULT;1.1;AES256\n6162\n61xx\n", 3, /hexadecimal/],
    ["half a byte", "$ANSIBLE_VAULT;1.1;AES256\n616", 2, /missing/],
    ["an end that is cut off", HELLO.slice(0, 200), 4, /missing/],
  ];
  for (const [title, text, line, detail] of bad) {
    it(`are told to be damaged: ${title}`, () => {
      const parsed = parseEnvelope(text);
      if (parsed.ok) expect.fail("it was taken");
      expect(parsed.error.line).to.equal(line);
      expect(parsed.error.detail).to.match(detail);
    });
  }

  it("may have other line ends and white space round them", () => {
    const windows = HELLO.split("\n").map((line) => `  ${line}  `).join("\r\n");
    expect(new Keyring([prod]).open(windows)).to.deep.equal(new Keyring([prod]).open(HELLO));
  });

  it("are parsed into what they are formatted from", () => {
    const parsed = parseEnvelope(HELLO);
    expect(parsed.ok && formatEnvelope(parsed.value)).to.equal(HELLO);
    expect([isVaulted(HELLO), isVaulted(Buffer.from(HELLO)), isVaulted("x"), isVaulted(Buffer.alloc(0))]).to.deep.equal([true, true, false, false]);
  });

  it("cost one derivation each, and nothing the second time", () => {
    const keyring = new Keyring([prod]);
    const texts = Array.from({ length: 100 }, (_, index) => new Keyring().seal(Buffer.from(`value ${index}`), prod));
    const start = performance.now();
    for (const text of texts) expect(keyring.open(text).ok).to.equal(true);
    const first = performance.now() - start;
    for (const text of texts) keyring.open(text);
    const second = performance.now() - start - first;
    expect(first, `100 values took ${first} ms`).to.be.lessThan(5_000); // 0.6 s on an idle machine; the bound is for busy ones
    expect(second).to.be.lessThan(first / 20);
  }).timeout(60_000);

  it("and passwords do not print themselves", () => {
    expect([String(prod), JSON.stringify({ prod }), prod.secret()].map(String)).to.deep.equal(["***", '{"prod":"***"}', "***"]);
    expect(prod.secret().equals(new Secret("one"))).to.equal(true);
  });
});
