import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import type { Inventory } from "#engine/inventory/inventory.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { limitHosts, matchPattern, selectHosts } from "#engine/inventory/pattern.js";
import { said, saidBy } from "#test/engine/load/said.js";

const ORACLE = join(import.meta.dirname, "oracle");

/** A pattern (or a list of them, as a play may have), and what the InventoryManager of ansible-core 2.14 made of it: see oracle.py. */
interface Case {
  readonly inventory: string;
  readonly pattern: string | readonly string[];
  readonly limit?: string;
  readonly hosts: readonly string[] | { readonly error: string };
  /** What it could not match, and ignored. */
  readonly ignored: readonly string[];
}

const { inventories } = JSON.parse(readFileSync(join(ORACLE, "patterns.json"), "utf8")) as { readonly inventories: Readonly<Record<string, string>> };
const CASES = JSON.parse(readFileSync(join(ORACLE, "said/patterns.json"), "utf8")) as readonly Case[];

function open(source: string): Inventory {
  const loaded = loadInventory(source === "" ? [] : [source.endsWith(",") ? source : join(ORACLE, source)]);
  if (!loaded.ok) throw new Error(saidBy(loaded).join("\n"));
  return loaded.value;
}

const inventory = open("mixed.ini");

const BAD: Readonly<Record<string, string>> = {
  "wep": 'no host or group is called "wep" | Did you mean "web"?',
  "web:!bd": 'no host or group is called "bd" | The inventory has web, db, site, lonely, bastion.example.org, web01, web03, web05, web02, quoted ...',
  "lonly": 'no host or group is called "lonly" | Did you mean "lonely"?',
  "web:db[0],lonely": 'no host or group is called "web:db" | Join patterns with commas or with colons, not with both',
  "db[-2:]": 'no host or group is called "db[-2:]" | Write both ends from 0 on: x[0:2], or x[1:]',
  "web[0-1]": '"web[0-1]": the two ends of a subscript are joined by a colon | Write web[0:1]',
  "db[7]": '"db[7]" names no host: db has 4 hosts | They are counted from 0: db[0] to db[3]',
  "": "the pattern names no host | Write a host, a group, or all",
  ",": "the pattern names no host | Write a host, a group, or all",
  "~(": '"~(" is not a regular expression',
  "@/none": "/none does not exist | Check the path; it is taken relative to the folder you are in",
};

describe("[U] host patterns: as Ansible", () => {
  before(() => { process.chdir(ORACLE); }); // @limit.txt
  after(() => { process.chdir(home); });
  const home = process.cwd();
  for (const { inventory: name, pattern, limit, hosts, ignored } of CASES) {
    it(`${JSON.stringify(pattern)}${limit === undefined ? "" : `, limited to ${limit}`}, of ${name}`, () => {
      const from = open(inventories[name] ?? "");
      const selected = selectHosts(from, pattern);
      if ("error" in hosts) expect(selected.ok).to.equal(false);
      else if (!selected.ok) expect(saidBy(selected)).to.deep.equal([]);
      else if (limit === undefined) {
        expect(selected.value.hosts).to.deep.equal(hosts);
        expect(selected.value.warnings.filter(({ code }) => code === "unknown-host").map(({ message }) => /"(.*)"/.exec(message)?.[1]).sort()).to.deep.equal(ignored);
      } else {
        const limited = limitHosts(from, selected.value.hosts, limit);
        if (hosts.length > 0 || limited.ok) expect(limited.ok ? limited.value.hosts : saidBy(limited)).to.deep.equal(hosts);
        else expect(limited.error.code).to.equal("empty-limit");
      }
    });
  }
});

describe("[U] host patterns", () => {
  for (const [pattern, message] of Object.entries(BAD)) {
    it(`refuses ${JSON.stringify(pattern)}`, () => { expect(saidBy(matchPattern(inventory, pattern))).to.deep.equal([message]); });
  }
  it("points at where the pattern stands", () => {
    const place = { file: "site.yml", line: 1, column: 10, text: "- hosts: wep" };
    expect(saidBy(matchPattern(inventory, "wep", place))).to.deep.equal(['site.yml:1:10 no host or group is called "wep" | Did you mean "web"?']);
  });
  it("reads the patterns of a limit from @file, one a line", () => {
    const dir = mkdtempSync(join(tmpdir(), "tsplay-limit-"));
    writeFileSync(join(dir, "retry"), "web01\n# not this\ndb[0]\nlonely\n");
    const matched = limitHosts(inventory, inventory.hosts, `@${join(dir, "retry")}`);
    rmSync(dir, { recursive: true });
    expect(matched).to.deep.equal({ ok: true, value: { hosts: ["lonely", "web01", "db-a"], warnings: [] } });
  });
  it("a limit that leaves nobody is an error", () => {
    expect(saidBy(limitHosts(inventory, inventory.hosts, "wep"))).to.deep.equal(['--limit wep leaves no host | Did you mean "web"?']);
    const some = limitHosts(inventory, inventory.hosts, "wep,db-a");
    expect(some.ok && [some.value.hosts, said(some.value.warnings)]).to.deep.equal([["db-a"], ['warning: no host or group is called "wep" | Did you mean "web"?']]);
  });
  it("says that an inventory is empty", () => {
    const empty = loadInventory([]);
    expect(empty.ok && saidBy(matchPattern(empty.value, "web"))).to.deep.equal(['no host or group is called "web" | The inventory is empty: give one with -i']);
    expect(empty.ok && matchPattern(empty.value, "all")).to.deep.equal({ ok: true, value: [] });
  });
  it("never throws, and gives only hosts there are", () => {
    const piece = fc.constantFrom("web", "db", "all", ":", ",", "!", "&", "[", "]", "0", "1", "-", "*", "?", "~", "(", ")", "\\", "^", "web01", "::1", " ");
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")), (pattern) => {
      const matched = matchPattern(inventory, pattern);
      if (matched.ok) expect([...inventory.hosts, "localhost", "127.0.0.1", "::1"]).to.include.members([...matched.value]);
      else expect(matched.error.message).to.be.a("string");
    }), { numRuns: 500 });
  });
});
