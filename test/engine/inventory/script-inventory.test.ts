import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Plain } from "#engine/core/value.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { isWritten } from "#engine/inventory/layer.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { plainOf } from "#engine/schema/plain.js";
import { saidBy } from "#test/engine/load/said.js";

describe("[I] inventories that are programs", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-script-")); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  /** A shell script that answers `--list`, and what else `cases` says. */
  function script(list: string, cases = "", mode = 0o755): string {
    const path = join(dir, "dynamic");
    writeFileSync(path, `#!/bin/sh\ncase "$1" in --list) ${list};; ${cases} esac\n`);
    chmodSync(path, mode);
    return path;
  }

  function opened(path: string): Inventory {
    const loaded = loadInventory([path]);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    return loaded.value;
  }

  function variables(inventory: Inventory, host: string): Readonly<Record<string, Plain>> {
    return Object.fromEntries(inventory.layersOf(host).filter(isWritten).flatMap(({ vars }) => vars.entries.map(({ key, value }) => [key, plainOf(value)])));
  }

  it("say groups, children, variables and _meta", () => {
    const inventory = opened(script(`echo '{"web": {"hosts": ["w1", "w2"], "vars": {"a": 1}, "children": ["inner"]}, "inner": ["i1"], "alone": {"x": [true, null]}, "_meta": {"hostvars": {"w1": {"b": "{{ a }}", "c": {"__ansible_unsafe": "{{ no }}"}}, "nobody": {"a": 2}}}}'`));
    expect(inventory.hosts).to.deep.equal(["w1", "w2", "i1", "alone"]);
    expect(inventory.groups.get("web")?.hosts).to.deep.equal(["w1", "w2", "i1"]);
    expect(variables(inventory, "w1")).to.deep.equal({ a: 1, b: "{{ a }}", c: "{{ no }}" });
    expect(variables(inventory, "alone")).to.deep.equal({ x: [true, null] });
    expect(inventory.layersOf("w1").filter(isWritten).at(-1)?.vars.entries.map(({ value }) => value.kind === "scalar" && value.unsafe === true)).to.deep.equal([false, true]);
    expect(inventory.layersOf("w1").find(isWritten)?.vars.place.file).to.equal(join(dir, "dynamic"));
  });

  it("are asked for every host where _meta is missing", () => {
    const inventory = opened(script(`echo '{"web": ["w1", "w2"]}'`, `--host) test "$2" = w2 || echo "{\\"me\\": \\"$2\\"}";;`));
    expect([variables(inventory, "w1"), variables(inventory, "w2")]).to.deep.equal([{ me: "w1" }, {}]);
  });

  const BAD: readonly (readonly [title: string, list: string, cases: string, message: string])[] = [
    ["an exit code", "echo trouble at the cloud >&2; exit 3", "", "--list ended with exit code 3 | Run it by hand. It said: trouble at the cloud"],
    ["no JSON", "echo web1", "", "--list did not print JSON: "],
    ["nothing", "true", "", "--list printed nothing | It must print a dictionary of groups"],
    ["no dictionary", "echo '[]'", "", "--list did not print a dictionary | It begins: []"],
    ["bytes that are no text", "printf '\\377'", "", "--list printed bytes that are not UTF-8 | JSON is UTF-8 text"],
    ["hosts that are no list", `echo '{"a": {"hosts": "x"}}'`, "", "makes no sense: the hosts of the group a must be a list of names"],
    ["variables that are no dictionary", `echo '{"a": {"vars": []}}'`, "", "makes no sense: the variables of the group a must be a dictionary"],
    ["_meta that is none", `echo '{"a": ["x"], "_meta": {"hostvars": 1}}'`, "", "makes no sense: _meta.hostvars must be a dictionary of hosts"],
    ["a failing --host", `echo '{"a": ["x"]}'`, "--host) exit 1;;", "--host x ended with exit code 1 | Run it by hand"],
    ["a signal", "kill -9 $$", "", "--list was ended by SIGKILL"],
  ];
  for (const [title, list, cases, message] of BAD) {
    it(`tell of ${title}, and name the program`, () => {
      const path = script(list, cases);
      const [said, ...more] = saidBy(loadInventory([path]));
      expect(said).to.include(path);
      expect(said).to.include(message);
      expect(more).to.deep.equal([]);
    });
  }

  it("that hang are stopped", () => {
    const before = Date.now();
    expect(saidBy(loadInventory([script("sleep 60 & sleep 60")], { seconds: 0.5 }))[0]).to.include("dynamic --list had not ended after 0.5 seconds, and was stopped | What does it wait for?");
    expect(Date.now() - before).to.be.below(10_000);
  }).timeout(20_000);

  it("that may not be run, or whose interpreter is missing, say so", () => {
    const path = script("true", "", 0o644);
    expect(saidBy(loadInventory([path]))[0]).to.include("may not be run | Make it executable: chmod +x");
    writeFileSync(path, "#!/no/such/python3\n");
    chmodSync(path, 0o755);
    expect(saidBy(loadInventory([path]))[0]).to.include("cannot be run: /no/such/python3 is not there");
  });

  it("a list that only has the execute bit stays a list", () => {
    const path = join(dir, "hosts");
    writeFileSync(path, "[web]\nw1\n");
    chmodSync(path, 0o755);
    expect(opened(path).hosts).to.deep.equal(["w1"]);
  });
});
