import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Plain } from "#engine/core/value.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { isWritten } from "#engine/inventory/layer.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { plainOf } from "#engine/load/plain.js";

/** What stands in oracle/said is what `ansible-inventory` of ansible-core 2.14 printed, run in an empty folder: see oracle.py. */
const ORACLE = join(import.meta.dirname, "oracle");

const CASES = JSON.parse(readFileSync(join(ORACLE, "lists.json"), "utf8")) as Readonly<Record<string, readonly string[]>>;

interface ListedGroup {
  readonly hosts?: readonly string[];
  readonly children?: readonly string[];
}

interface Meta {
  readonly hostvars: Readonly<Record<string, Readonly<Record<string, Plain>>>>;
}

describe("[U] inventory: the same as ansible-inventory --list", () => {
  for (const [name, sources] of Object.entries(CASES)) {
    const listed = JSON.parse(readFileSync(join(ORACLE, "said", `${name}.json`), "utf8")) as Readonly<Record<string, ListedGroup>> & { readonly _meta: Meta };
    const { hostvars } = listed._meta;
    const groups = Object.entries(listed).filter(([group]) => group !== "_meta") as readonly (readonly [string, ListedGroup])[];
    const inventory = load(sources);

    it(`${name}: variables of every host`, () => {
      const said = Object.fromEntries(inventory.hosts.map((host) => [host, variables(inventory, host)]));
      for (const [host, expected] of Object.entries(hostvars)) expect(said[host], host).to.deep.equal(expected);
      const silent = inventory.hosts.filter((host) => !Object.hasOwn(hostvars, host));
      for (const host of silent) expect(said[host], host).to.deep.equal({});
    });

    for (const [group, { hosts, children }] of groups) {
      it(`${name}: group ${group}`, () => {
        const found = inventory.groups.get(group);
        expect(found?.ownHosts, "hosts").to.deep.equal(hosts ?? []);
        if (children !== undefined) expect(found?.children, "children").to.deep.equal(children);
      });
    }
  }
});

function load(sources: readonly string[]): Inventory {
  const loaded = loadInventory(sources.map((source) => (source.endsWith(",") ? source : join(ORACLE, source))));
  if (!loaded.ok) throw new Error(loaded.error.map((each) => each.message).join("\n"));
  return loaded.value;
}

function variables(inventory: Inventory, host: string): Readonly<Record<string, Plain>> {
  const all: Record<string, Plain> = {};
  for (const layer of inventory.layersOf(host).filter(isWritten)) for (const { key, value } of layer.vars.entries) all[key] = plainOf(value);
  return all;
}
