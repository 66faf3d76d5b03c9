import { expect } from "chai";
import type { Inventory } from "#engine/inventory/inventory.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { checkHosts } from "#engine/plan/check-hosts.js";
import { said, saidBy } from "#test/engine/load/said.js";

describe("[U] hosts of a run", () => {
  const place = { file: "site.yml", line: 3, column: 1, text: "- hosts: all" };

  function inventory(...sources: readonly string[]): Inventory {
    const loaded = loadInventory(sources);
    if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
    return loaded.value;
  }

  it("a part of --limit that means nobody is a warning", () => {
    expect(said(checkHosts([], inventory("web1,web2,"), "web1,wep2"))).to.deep.equal(['warning: no host or group is called "wep2" | Did you mean "web2"?']);
  });

  it("`all` without an inventory is a warning, localhost is not", () => {
    expect(said(checkHosts([{ hosts: ["localhost"], place }], inventory(), undefined))).to.deep.equal([]);
    expect(said(checkHosts([{ hosts: [], place }], inventory(), undefined))).to.deep.equal([
      "warning: site.yml:3:1 there is no host to play on: the inventory is empty | Give one with -i. This machine without an inventory is `hosts: localhost`; `all` does not mean it",
    ]);
    expect(said(checkHosts([{ hosts: [], place }], inventory("a,"), undefined))).to.deep.equal([]);
  });
});
