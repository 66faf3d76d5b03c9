import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect } from "chai";
import { Mask } from "#engine/core/mask.js";
import type { Node } from "#engine/core/node.js";
import { err } from "#engine/core/result.js";
import { ClosedSecret, Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { createScope } from "#engine/inventory/variables.js";
import { closedIn } from "#engine/language/closed.js";
import { formatDiagnostics } from "#engine/report/diagnostics.js";
import { loadExtraVars } from "#engine/load/extra-vars.js";
import { loadRole, loadTasksFile } from "#engine/load/role.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import { withKeyring } from "#engine/load/vault/ambient.js";
import { Keyring } from "#engine/load/vault/keyring.js";
import { VaultPassword } from "#engine/load/vault/password.js";
import { parseYaml, readYamlFile } from "#engine/load/yaml.js";
import { plainOf } from "#engine/schema/plain.js";
import { saidBy } from "../said.js";

const password = new VaultPassword("default", new Secret("one"));
const other = new VaultPassword("other", new Secret("two"));

function sealed(text: string, id?: string): string {
  return new Keyring().seal(Buffer.from(text), password, { id });
}

/** `name: !vault |` and the encrypted text. */
function inline(name: string, text: string, id?: string): string {
  return `${name}: !vault |\n${sealed(text, id).replace(/^/gm, "  ")}\n`;
}

function withPassword<T>(work: () => T, mask = new Mask()): T {
  return withKeyring(new Keyring([other, password], (secret) => { mask.add(secret); }), work);
}

/** The value of a variable in a scope of this YAML alone. */
function valueOf(node: Node | undefined, name: string): Value {
  if (node?.kind !== "map") throw new Error("no variables");
  const found = createScope([{ origin: "test", level: 1, vars: node }]).get(name);
  if (found?.ok !== true) throw new Error(found === undefined ? `no ${name}` : saidBy(found).join());
  const closed = closedIn(found.value);
  if (closed !== undefined) throw new Error(saidBy(err(closed)).join());
  return found.value;
}

function revealed(value: Value): unknown {
  return value instanceof Secret ? { secret: value.reveal() } : value;
}

describe("[U] encrypted YAML", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-vault-")); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function write(name: string, text: string): string {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  }

  it("!vault values are secrets, and no templates", () => {
    const node = withPassword(() => parsed(`${inline("a", "hello")}${inline("b", "{{ a }}")}c: "{{ a }}-x"\n`));
    expect(["a", "b", "c"].map((name) => revealed(valueOf(node, name)))).to.deep.equal([{ secret: "hello" }, { secret: "{{ a }}" }, { secret: "hello-x" }]);
    expect(inspect(node, { depth: 9 })).to.not.contain("hello");
  });

  it("!vault values are opened when they are needed, and the mask learns them then", () => {
    const mask = new Mask();
    const node = withPassword(() => parsed(inline("a", "hello")), mask);
    expect(mask.text("hello")).to.equal("hello");
    expect(revealed(valueOf(node, "a"))).to.deep.equal({ secret: "hello" });
    expect(mask.text("so hello there")).to.equal("so *** there");
  });

  it("!vault values nobody has the password of are errors where they are used, and nowhere else", () => {
    const node = withKeyring(new Keyring([other]), () => parsed(`${inline("a", "hello", "prod")}b: 1\n`));
    expect(valueOf(node, "b")).to.equal(1);
    expect(() => valueOf(node, "a")).to.throw('f:2:3 this value cannot be decrypted: none of the vault passwords fits (tried: other) | It was encrypted for the vault id "prod": give its password with --vault-id prod@FILE, or have it asked for with --vault-id prod@prompt');
    expect(() => valueOf(parsed(inline("a", "hello")), "a")).to.throw("this value is encrypted with ansible-vault, and no vault password was given | Give it with --vault-password-file FILE, or have it asked for with --ask-vault-pass");
  });

  it("!vault values that stay closed may be handed on, and whoever reads them is told why", () => {
    const node = parsed(`${inline("a", "hello")}c: "{{ a }}x"\n`);
    if (node?.kind !== "map") throw new Error("no variables");
    const scope = createScope([{ origin: "test", level: 1, vars: node }]);
    const handedOn = scope.get("a");
    expect(handedOn?.ok).to.equal(true);
    expect(() => handedOn?.ok === true && handedOn.value instanceof Secret && handedOn.value.reveal()).to.throw(ClosedSecret);
    expect(scope.get("c")).to.have.nested.property("error.code", "vault-no-password");
  });

  it("damaged !vault values are told of when the file is read, with the line", () => {
    const broken = inline("a", "hello").replace(/3/, "x");
    expect(saidBy(parseYaml(broken, "f"))[0]).to.match(/^f:3:1 this value cannot be decrypted: its encrypted text is damaged: a line holds something else than hexadecimal digits/);
  });

  it("!vault values that are not text are refused", () => {
    const text = new Keyring().seal(Buffer.from([0xff, 0xfe, 0]), password);
    const node = withPassword(() => parsed(`a: !vault |\n${text.replace(/^/gm, "  ")}`));
    expect(() => valueOf(node, "a")).to.throw("what is encrypted here is not UTF-8 text");
  });

  it("texts of an encrypted file are secrets and may be templates; numbers and booleans stay", () => {
    const mask = new Mask();
    const file = write("v.yml", sealed('user: admin\nurl: "postgres://{{ user }}@db"\nport: 5432\nflag: yes\nansible_user: admin2\nansible_become_pass: hidden\npin: 123456\nlist: [one, 2]\nboth: "{{ list }}"\n'));
    const node = withPassword(() => vars(file), mask);
    expect(["user", "url", "port", "flag", "pin", "ansible_user", "ansible_become_pass"].map((name) => revealed(valueOf(node, name)))).to.deep.equal([{ secret: "admin" }, { secret: "postgres://admin@db" }, 5432, true, 123456, "admin2", { secret: "hidden" }]);
    expect((valueOf(node, "both") as Value[]).map(revealed)).to.deep.equal([{ secret: "one" }, 2]);
    expect(mask.text("admin, 5432 123456 hidden")).to.equal("***, 5432 *** ***");
    expect(inspect(node, { depth: 9 })).to.not.match(/admin(?!2)|hidden/);
  });

  it("what is wrong in an encrypted file is told without its text", () => {
    for (const text of ['a: "hunter2\nb: 1\n', "pw: *hunter2\n", "pw: !hunter2 x\n", "pw: [hunter2\n", "a: {{ hunter2 }}\n", "hunter2\n", "a: 1\na: hunter2\n", "\ta: hunter2\n"]) {
      const file = write("v.yml", sealed(text));
      const read = withPassword(() => loadVarsFile(file));
      if (read.ok) expect.fail(`no error for ${text}`);
      expect(formatDiagnostics(read.error), text).to.not.contain("hunter2");
      expect(read.error[0]?.place?.file).to.equal(file);
    }
  });

  it("and neither are templates in it that cannot be evaluated", () => {
    const file = write("v.yml", sealed('a: |\n  first\n  hunter2 {{ nobody }}\nb: "{{ hunter2( }}"\nc: "{{ hunter2 | nofilter }}"\n'));
    const node = withPassword(() => vars(file));
    const scope = createScope([{ origin: "test", level: 1, vars: node as Node & { kind: "map" } }]);
    for (const name of ["a", "b", "c"]) {
      const found = scope.get(name);
      if (found?.ok !== false) expect.fail(`${name} could be evaluated`);
      expect(formatDiagnostics([found.error])).to.not.contain("hunter2");
      expect(found.error.place?.file).to.equal(file);
    }
  });

  it("an encrypted file nobody has the password of is told where it is named, or in its first line", () => {
    const file = write("v.yml", sealed("a: 1", "prod"));
    const from = { file: "site.yml", line: 3, column: 5, text: "  - v.yml" };
    expect(saidBy(readYamlFile(file))).to.deep.equal([`${file}:1:1 this file is encrypted with ansible-vault, and no vault password was given | Give it with --vault-id prod@FILE, or have it asked for with --vault-id prod@prompt`]);
    expect(saidBy(withKeyring(new Keyring([other]), () => readYamlFile(file, from)))[0]).to.match(/^site\.yml:3:5 .*v\.yml, which is named here, cannot be decrypted: none of the vault passwords fits \(tried: other\)/);
  });

  it("tasks of an encrypted file can be read, and are no_log; their vars stay secret", () => {
    const file = write("t.yml", sealed("- name: a\n  debug: {msg: hi}\n  vars: {x: secret}\n- name: b\n  no_log: false\n"));
    const tasks = withPassword(() => loadTasksFile(file));
    if (!tasks.ok || tasks.value === undefined) throw new Error(saidBy(tasks).join());
    expect(tasks.value.items.map((item) => JSON.parse(JSON.stringify(plainOf(item))) as unknown)).to.deep.equal([
      { name: "a", debug: { msg: "hi" }, vars: { x: "***" }, no_log: true },
      { name: "b", no_log: false },
    ]);
  });

  it("the dependencies of an encrypted role can be read", () => {
    const [tasks, meta] = [join(dir, "tasks"), join(dir, "meta")];
    for (const folder of [tasks, meta]) mkdirSync(folder);
    write("tasks/main.yml", sealed("- debug:\n"));
    write("meta/main.yml", sealed("dependencies: [common]\n"));
    const role = withPassword(() => loadRole(dir));
    if (!role.ok) throw new Error(saidBy(role).join());
    expect(role.value.dependencies.map(plainOf)).to.deep.equal(["common"]);
  });

  it("values in JSON are written as Ansible does", () => {
    const node = withPassword(() => parsed(JSON.stringify({ a: { __ansible_vault: sealed("hello") }, b: [{ __ansible_unsafe: "{{ a }}" }], c: { __ansible_vault: "damaged" }, d: { __ansible_vault: "x", e: 1 } })));
    expect(["a", "b", "d"].map((name) => revealed(valueOf(node, name)))).to.deep.equal([{ secret: "hello" }, ["{{ a }}"], { __ansible_vault: "x", e: 1 }]);
    expect(() => valueOf(node, "c")).to.throw("this value cannot be decrypted: its encrypted text is damaged");
  });

  it("-e @file may be encrypted", () => {
    const file = write("v.yml", sealed("a: hello\n"));
    const loaded = withPassword(() => loadExtraVars(`@${file}`));
    if (!loaded.ok) throw new Error(saidBy(loaded).join());
    expect(revealed(valueOf(loaded.value, "a"))).to.deep.equal({ secret: "hello" });
  });

  it("two different secrets in the same place of two entries are told apart", () => {
    const node = withPassword(() => parsed(`${inline("a", "same")}${inline("b", "same")}`));
    const sources = node?.kind === "map" ? node.entries.map(({ value }) => value.kind === "scalar" ? value.source : "") : [];
    expect(new Set(sources).size).to.equal(2);
  });
});

function parsed(text: string): Node | undefined {
  const result = parseYaml(text, "f");
  if (!result.ok) throw new Error(saidBy(result).join("\n"));
  return result.value;
}

function vars(file: string): Node | undefined {
  const result = loadVarsFile(file);
  if (!result.ok) throw new Error(saidBy(result).join("\n"));
  return result.value;
}
