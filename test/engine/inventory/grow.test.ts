import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { createScope } from "#engine/inventory/variables.js";
import { saidBy } from "#test/engine/load/said.js";

/** Compared with add_host and group_by of ansible-core 2.14. */
describe("[U] inventories that grow", () => {
  let dir = "";
  beforeEach(() => { dir = mkdtempSync(join(tmpdir(), "tsplay-grow-")); });
  afterEach(() => { rmSync(dir, { recursive: true }); });

  function write(path: string, text: string): string {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
    return join(dir, path);
  }

  function opened(text = "web: {hosts: {web1: {v: file}, web2: }}\ndb: {hosts: {db1: }}"): Inventory {
    write("hosts.yml", text);
    const loaded = loadInventory([dir]);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    return loaded.value;
  }

  function grown(result: ReturnType<Inventory["withHost"]>): { readonly inventory: Inventory; readonly changed: boolean } {
    if (!result.ok) throw new Error(saidBy(result).join("\n"));
    return result.value;
  }

  const valueIn = (inventory: Inventory, host: string, name: string): unknown => {
    const value = createScope(inventory.layersOf(host)).get(name);
    return value?.ok === true ? value.value : value;
  };

  it("know a new host, and the old inventory does not", () => {
    const before = opened();
    const { inventory, changed } = grown(before.withHost({ name: "web3", groups: ["web", "new"], vars: { v: "{{ not a template }}" } }));
    expect(changed).to.equal(true);
    expect(inventory.hosts).to.deep.equal(["web1", "web2", "db1", "web3"]);
    expect(inventory.groups.get("web")?.hosts).to.deep.equal(["web1", "web2", "web3"]);
    expect(inventory.groups.get("all")?.hosts).to.include("web3");
    expect(inventory.groupsOf("web3").map(({ name }) => name)).to.deep.equal(["new", "web"]);
    expect(valueIn(inventory, "web3", "v")).to.equal("{{ not a template }}");
    expect(before.hosts).to.deep.equal(["web1", "web2", "db1"]);
    expect([...before.groups.keys()]).to.not.include("new");
  });

  it("a new host of no group is ungrouped, and leaves that with its first group", () => {
    const lone = grown(opened().withHost({ name: "x", groups: [], vars: {} })).inventory;
    expect(lone.groups.get("ungrouped")?.hosts).to.deep.equal(["x"]);
    const placed = grown(lone.withHost({ name: "x", groups: ["db"], vars: {} })).inventory;
    expect([placed.groups.get("ungrouped")?.hosts, placed.groups.get("db")?.hosts]).to.deep.equal([[], ["db1", "x"]]);
  });

  it("more about a known host counts above the inventory file and below host_vars", () => {
    write("host_vars/web2.yml", "v: folder");
    const before = opened();
    const one = grown(before.withHost({ name: "web1", groups: [], vars: { v: "added" } }));
    expect([one.changed, valueIn(one.inventory, "web1", "v"), valueIn(before, "web1", "v")]).to.deep.equal([true, "added", "file"]);
    const two = grown(one.inventory.withHost({ name: "web2", groups: [], vars: { v: "added" } }));
    expect(valueIn(two.inventory, "web2", "v")).to.equal("folder");
  });

  it("say whether anything was new", () => {
    const first = grown(opened().withHost({ name: "web1", groups: ["web"], vars: { v: "file" } }));
    expect(first.changed).to.equal(false);
    const secret = grown(first.inventory.withHost({ name: "web1", groups: [], vars: { p: new Secret("one") } }));
    expect(secret.changed).to.equal(true);
    expect(grown(secret.inventory.withHost({ name: "web1", groups: [], vars: { p: new Secret("one") } })).changed).to.equal(false);
    expect(grown(secret.inventory.withHost({ name: "web1", groups: [], vars: { p: new Secret("two") } })).changed).to.equal(true);
    const group = grown(first.inventory.withGroup({ name: "web", parents: [], hosts: ["web1"] }));
    expect(group.changed).to.equal(false);
    expect(grown(group.inventory.withGroup({ name: "web", parents: ["site"], hosts: ["web1"] })).changed).to.equal(true);
  });

  it("know a new group with parents, and read its variables from group_vars", () => {
    write("group_vars/os_debian.yml", "v: debian");
    write("group_vars/os.yml", "v: os\nw: os");
    const { inventory, changed } = grown(opened("web: {hosts: {web1: , web2: }}").withGroup({ name: "os_debian", parents: ["os"], hosts: ["web2"] }));
    expect(changed).to.equal(true);
    expect(inventory.groups.get("os")?.hosts).to.deep.equal(["web2"]);
    expect(inventory.groups.get("os")?.children).to.deep.equal(["os_debian"]);
    expect([valueIn(inventory, "web2", "v"), valueIn(inventory, "web2", "w"), valueIn(inventory, "web1", "v")]).to.deep.equal(["debian", "os", undefined]);
  });

  it("tell of a broken file of variables that now counts", () => {
    const path = write("group_vars/later.yml", "- a");
    const said = opened().withGroup({ name: "later", parents: [], hosts: ["web1"] });
    expect(saidBy(said)).to.deep.equal([`${path}:1:1 ${path} must hold a dictionary of variables | Write \`name: value\`, one a line`]);
  });

  it("refuse a circle", () => {
    const one = grown(opened().withGroup({ name: "a", parents: ["b"], hosts: [] })).inventory;
    expect(saidBy(one.withGroup({ name: "b", parents: ["a"], hosts: [] }))).to.deep.equal(['the group "a" would stand below itself: a -> b -> a | Remove one of these children']);
  });

  it("the implicit localhost may join a group, and is still no host of all", () => {
    const { inventory } = grown(opened().withGroup({ name: "here", parents: [], hosts: ["localhost"] }));
    expect(inventory.groups.get("here")?.hosts).to.deep.equal(["localhost"]);
    expect(inventory.groupsOf("localhost").map(({ name }) => name)).to.deep.equal(["here"]);
    expect(inventory.hosts).to.not.include("localhost");
    expect(inventory.groups.get("all")?.hosts).to.not.include("localhost");
  });

  it("reload: what the files say now, with the additions", () => {
    const first = grown(opened().withHost({ name: "added", groups: ["web"], vars: { v: 1 } })).inventory;
    const second = grown(first.withGroup({ name: "some", parents: [], hosts: ["db1", "web1"] })).inventory;
    write("hosts.yml", "web: {hosts: {web1: , web9: }}");
    const again = second.reload();
    if (!again.ok) throw new Error(saidBy(again).join("\n"));
    expect(again.value.hosts).to.deep.equal(["web1", "web9", "added"]);
    expect(again.value.groups.get("some")?.hosts).to.deep.equal(["web1"]);
    expect(valueIn(again.value, "added", "v")).to.equal(1);
    write("hosts.yml", "web: [");
    expect(second.reload().ok).to.equal(false);
  });
});
