import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { SourceText } from "#engine/load/source-text.js";
import { readIniConfig } from "#engine/load/ini-config.js";
import { definitionOf, SETTING_NAMES, type SettingName } from "#engine/settings/definitions.js";
import { loadSettings, type Settings } from "#engine/settings/settings.js";
import { unusedVariables } from "#engine/settings/unused-variables.js";
import { said, saidBy } from "#test/engine/load/said.js";

describe("[U] settings of a project", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "tsplay-settings-"));
    mkdirSync(join(dir, "home"));
    mkdirSync(join(dir, "work/inner"), { recursive: true });
  });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function write(path: string, text: string): string {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
    return join(dir, path);
  }

  function load(env: Readonly<Record<string, string>> = {}, cwd = "work"): ReturnType<typeof loadSettings> {
    return loadSettings({ cwd: join(dir, cwd), home: join(dir, "home"), env });
  }

  function opened(env: Readonly<Record<string, string>> = {}, cwd = "work"): Settings {
    const loaded = load(env, cwd);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    return loaded.value;
  }

  function from(settings: Settings, name: SettingName): string {
    const origin = settings.origin(name);
    if (origin.kind === "environment") return origin.variable;
    return origin.kind === "default" ? origin.kind : `${origin.kind}:${origin.place.line}`;
  }

  it("are found upwards, and say where each comes from: environment above .tsplay.yml above ansible.cfg", () => {
    write("work/.tsplay.yml", "forks: 9\nremote_user: deploy\n");
    write("work/inner/ansible.cfg", "[defaults]\nforks = 7\nremote_user = cfg\ntimeout = 5\n");
    const settings = opened({ ANSIBLE_FORKS: "11", ANSIBLE_TIMEOUT: "" }, "work/inner");
    expect((["forks", "remote_user", "timeout", "diff"] as const).map((name) => [settings.get(name), from(settings, name)])).to.deep.equal([
      [11, "ANSIBLE_FORKS"], ["deploy", ".tsplay.yml:2"], [5, "ansible.cfg:4"], [undefined, "default"],
    ]);
    expect(settings.files).to.deep.equal({ project: join(dir, "work/.tsplay.yml"), ansible: join(dir, "work/inner/ansible.cfg") });
  });

  it("relative paths are taken from the folder of the file that has them, those of the environment from the working folder", () => {
    write("work/.tsplay.yml", "inventory: [inventories/prod, /abs, 'a,b,']\nprivate_key_file: keys/id\nfact_cache: {path: facts, seconds: 0}\nreport: {json: out.jsonl}\n");
    write("work/inner/ansible.cfg", "[defaults]\nroles_path = roles:../more:~/mine\n");
    const settings = opened({ ANSIBLE_VAULT_PASSWORD_FILE: "pass", ANSIBLE_COLLECTIONS_PATH: "$NOWHERE_AT_ALL/x" }, "work/inner");
    expect(settings.get("inventory")).to.deep.equal([join(dir, "work/inventories/prod"), "/abs", "a,b,"]);
    expect(settings.get("private_key_file")).to.equal(join(dir, "work/keys/id"));
    expect(settings.get("roles_path")?.slice(0, 2)).to.deep.equal([join(dir, "work/inner/roles"), join(dir, "work/more")]);
    expect(settings.get("roles_path")?.[2]).to.match(/\/mine$/);
    expect(settings.get("vault_password_file")).to.equal(join(dir, "work/inner/pass"));
    expect([settings.get("fact_cache.path"), settings.get("fact_cache.seconds"), settings.get("report.json")]).to.deep.equal([join(dir, "work/facts"), 0, join(dir, "work/out.jsonl")]);
  });

  const BAD: Readonly<Record<string, readonly string[]>> = {
    "forkz: 1": ['f:1:1 "forkz" is not a project setting | Did you mean "forks"?'],
    "forks: 0": ['f:1:8 "forks" must be at least 1, not the number 0'],
    "forks: many": ['f:1:8 "forks" must be a whole number, not "many"'],
    "host_key_checking: acept-new": ['f:1:20 "host_key_checking" must be one of true, false, accept-new, not "acept-new" | Did you mean "accept-new"?'],
    "become_method: pbrun": ['f:1:16 become_method is "pbrun", which is not offered | pbrun changes users for products that are not tested here; use sudo, su, doas or runuser'],
    "fact_cache: {pat: x}": ['f:1:14 "pat" is not a key of fact_cache | Did you mean "path"?'],
    "fact_cache: yes": ['f:1:13 "fact_cache" must be a dictionary, not true'],
    "- forks": ["f:1:1 project settings must be a dictionary | Write `forks: 10`, one setting a line"],
    "a: [": ["f:1:5 a bracket is not closed: ] is missing | What stands in brackets over several lines must be indented further than its key"],
  };
  for (const [text, messages] of Object.entries(BAD)) {
    it(`tell of ${text}`, () => {
      const path = write("work/.tsplay.yml", text);
      expect(saidBy(load()).map((line) => line.replaceAll(path, "f"))).to.deep.equal(messages);
    });
  }

  it("all that is wrong in files and variables is told together", () => {
    const yml = write("work/.tsplay.yml", "forks: 0");
    const cfg = write("work/ansible.cfg", "[defaults]\ntimeout = soon\n");
    expect(saidBy(load({ ANSIBLE_FORKS: "x" }))).to.deep.equal([
      `${cfg}:2:1 timeout must be a whole number, 1 or more | Settings of tsplay's own can stand in .tsplay.yml, which counts above the ansible.cfg: timeout`,
      `${yml}:1:8 "forks" must be at least 1, not the number 0`,
      'ANSIBLE_FORKS must be a whole number, 1 or more, not "x" | Unset it, or give it another value',
    ]);
  });

  it("nothing said: an empty file, no file", () => {
    write("work/.tsplay.yml", "# nothing\n");
    expect(SETTING_NAMES.filter((name) => name !== "inventory" && opened().get(name) !== undefined)).to.deep.equal([]);
  });

  it("the ansible.cfg is looked for as Ansible does: ANSIBLE_CONFIG, here, at home", () => {
    const home = write("home/.ansible.cfg", "[defaults]\nforks = 1\n");
    expect(opened().files.ansible).to.equal(home);
    const here = write("work/ansible.cfg", "[defaults]\nforks = 2\n");
    expect(opened().files.ansible).to.equal(here);
    const named = write("elsewhere/ansible.cfg", "[defaults]\nforks = 3\n");
    expect(opened({ ANSIBLE_CONFIG: named }).files.ansible).to.equal(named);
    expect(opened({ ANSIBLE_CONFIG: dirname(named) }).get("forks")).to.equal(3);
    const missing = opened({ ANSIBLE_CONFIG: "/none/x.cfg" });
    expect([missing.files.ansible, said(missing.warnings)]).to.deep.equal([here, ["warning: ANSIBLE_CONFIG names /none/x.cfg, which cannot be read | Ansible goes on as if it were not set, and so do we"]]);
  });

  it("an ansible.cfg in a folder that everybody may write to is passed over", () => {
    write("work/ansible.cfg", "[defaults]\nforks = 2\n");
    chmodSync(join(dir, "work"), 0o777);
    const settings = opened();
    expect(settings.files.ansible).to.equal(undefined);
    expect(said(settings.warnings)[0]).to.include("ansible.cfg is not read: everybody may write to its folder");
    expect(opened({ ANSIBLE_CONFIG: join(dir, "work/ansible.cfg") }).get("forks")).to.equal(2);
  });

  it("so is a .tsplay.yml, and the next one above it counts", () => {
    const above = write(".tsplay.yml", "forks: 3\n");
    write("work/.tsplay.yml", "forks: 4\n");
    chmodSync(join(dir, "work"), 0o777);
    const settings = opened({}, "work/inner");
    expect([settings.files.project, settings.get("forks")]).to.deep.equal([above, 3]);
    expect(said(settings.warnings)[0]).to.include(".tsplay.yml is not read: everybody may write to its folder");
  });

  it("what of an ansible.cfg has no meaning here is told with the reason, and whether it matters", () => {
    write("work/ansible.cfg", "[defaults]\nhash_behaviour = merge\nstdout_callback = yaml\nlookup_plugins = x\nstrategy = linear\nnever_heard_of = 1\n[ssh_connection]\npipelining = True\n");
    expect(opened().unused.map(({ entry, meaning }) => `${entry.place.line} ${entry.key} ${meaning.matters} ${meaning.why}`)).to.deep.equal([
      "2 hash_behaviour true dictionaries of the same name always replace each other here; use the filter combine to merge them",
      "3 stdout_callback false tsplay has its own output; --json and report.json give every event to programs",
      "4 lookup_plugins false plugins are Python, and tsplay runs none; modules, filters and lookups are its own",
      "5 strategy false it is so here, too",
      "6 never_heard_of false tsplay has no such setting",
      "8 pipelining false it is always so",
    ]);
    expect(unusedVariables({ ANSIBLE_FORKS: "1", ANSIBLE_STDOUT_CALLBACK: "yaml", ANSIBLE_NOCOWS: "1", OTHER: "1", ANSIBLE_X: "" }).map(({ variable }) => variable)).to.deep.equal(["ANSIBLE_STDOUT_CALLBACK", "ANSIBLE_NOCOWS"]);
  });

  it("an ansible.cfg gives what `ansible-config dump` says of it", () => {
    write("work/ansible.cfg", "[defaults]\ninventory = inv/a, inv/b\nFORKS : 7 ; c\nroles_path = roles:../x\nvault_identity_list = dev@a, prod@b\nremote_user = 'joe'\ntransport = smart\nhost_key_checking = no\nforce_handlers = 1\n[ssh_connection]\nssh_args = -o A=1\n   -o B=2\n[privilege_escalation]\nbecome=yes\n[diff]\nalways = on\n[tags]\nrun = a, b\n");
    const settings = opened();
    const names = ["inventory", "forks", "roles_path", "vault_identity_list", "remote_user", "connection", "host_key_checking", "force_handlers", "ssh_args", "become", "diff", "tags"] as const;
    expect(Object.fromEntries(names.map((name) => [name, settings.get(name)]))).to.deep.equal({
      inventory: [join(dir, "work/inv/a"), join(dir, "work/inv/b")], forks: 7, roles_path: [join(dir, "work/roles"), join(dir, "x")], vault_identity_list: ["dev@a", "prod@b"], remote_user: "joe",
      connection: "ssh", host_key_checking: "no", force_handlers: true, ssh_args: "-o A=1 -o B=2", become: true, diff: true, tags: ["a", "b"],
    });
    expect(opened({ ANSIBLE_INVENTORY: "localhost,", ANSIBLE_ROLES_PATH: "a:b" }).get("inventory")).to.deep.equal(["localhost,"]);
  });

  it("facts are kept only where fact_caching is jsonfile", () => {
    write("work/ansible.cfg", "[defaults]\nfact_caching_connection = /tmp/f\n");
    expect(opened().get("fact_cache.path")).to.equal(undefined);
    write("work/ansible.cfg", "[defaults]\nfact_caching = jsonfile\nfact_caching_connection = /tmp/f\nfact_caching_timeout = 60\n");
    expect([opened().get("fact_cache.path"), opened().get("fact_cache.seconds")]).to.deep.equal(["/tmp/f", 60]);
    expect(opened({ ANSIBLE_CACHE_PLUGIN: "memory", ANSIBLE_CACHE_PLUGIN_CONNECTION: "/tmp/g" }).get("fact_cache.path")).to.equal("/tmp/f");
  });

  it("every setting has a description, and no variable or key belongs to two", () => {
    const all = SETTING_NAMES.map(definitionOf);
    for (const { description } of all) expect(description).to.match(/^[A-Z].*[.:a-z=]/);
    for (const list of [all.flatMap(({ env }) => env), all.flatMap(({ cfg }) => cfg)]) expect(new Set(list).size).to.equal(list.length);
  });
});

describe("[U] ansible.cfg files", () => {
  function read(text: string): unknown {
    const entries = readIniConfig(new SourceText("f", text));
    return entries.ok ? entries.value.map(({ section, key, value, place }) => [section, key, value, place.line]) : said(entries.error);
  }

  it("are read as Python's configparser reads them for Ansible", () => {
    expect(read("# c\n; c\n[defaults]\nForks = 7   ; seven\nurl=http://x/#y;z\n key: v\n\n[b]\nargs = -o A\n   -o B\n\n   -o C ; no\nempty =\nx = a # b\n")).to.deep.equal([
      ["defaults", "forks", "7", 4], ["defaults", "url", "http://x/#y;z\nkey: v", 5], ["b", "args", "-o A\n-o B\n-o C", 9], ["b", "empty", "", 13], ["b", "x", "a # b", 14],
    ]);
  });

  it("tell of what makes no sense", () => {
    expect(read("forks = 1\n[a]\nb\nc = 1\nC: 2")).to.deep.equal([
      'f:1:1 "forks = 1" stands outside any section | Put [defaults] above it', 'f:3:1 "b" is not key = value', 'f:5:1 "c" is given twice in [a] | First at line 4',
    ]);
  });

  it("never throw", () => {
    const piece = fc.constantFrom("[a]", "[", "]", "=", ":", "x", " ", "\n", "\n ", ";", "#", "\t", "é", "%(x)s");
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")), (text) => { expect(read(text)).to.be.an("array"); }), { numRuns: 500 });
  });
});
