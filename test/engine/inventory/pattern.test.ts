import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import { matchPattern } from "#engine/inventory/pattern.js";
import { saidBy } from "#test/engine/load/said.js";

const loaded = loadInventory([join(import.meta.dirname, "oracle/mixed.ini")]);
if (!loaded.ok) throw new Error("the inventory does not load");
const inventory = loaded.value;

/** What `ansible PATTERN -i mixed.ini --list-hosts` of ansible-core 2.14 printed. */
const AS_ANSIBLE: Readonly<Record<string, string>> = {
  "all": "lonely bastion.example.org web01 web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "*": "lonely bastion.example.org web01 web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "web": "web01 web03 web05 web02 quoted",
  "web:db": "web01 web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "db:web": "db-a db-b db-c 10.0.0.1 web01 web03 web05 web02 quoted",
  "web,db-a": "web01 web03 web05 web02 quoted db-a",
  "all:!web": "lonely bastion.example.org db-a db-b db-c 10.0.0.1",
  "all:!web:!lonely": "bastion.example.org db-a db-b db-c 10.0.0.1",
  "site:&web": "web01 web03 web05 web02 quoted",
  "web01": "web01",
  "web0*": "web01 web03 web05 web02",
  "*.example.org": "bastion.example.org",
  "~web0[15]": "web01 web05",
  "~(web|db).*": "web01 web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "web[0]": "web01", "web[-1]": "quoted", "web[1:]": "web03 web05 web02 quoted", "web[0:1]": "web01 web03", "db[1:2]": "db-b db-c",
  "db-[ab]": "db-a db-b",
  "web[0],db[0]": "web01 db-a",
  "ungrouped": "lonely bastion.example.org",
  "!web": "lonely bastion.example.org db-a db-b db-c 10.0.0.1",
  "&web:db": "",
  "site:!db-*": "web01 web03 web05 web02 quoted 10.0.0.1",
  "web[1:2]:&site": "web03 web05",
  "10.0.0.1": "10.0.0.1",
  "localhost": "localhost",
  "web:db:!web01:&site": "web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "s?te": "web01 web03 web05 web02 quoted db-a db-b db-c 10.0.0.1",
  "db[3]": "10.0.0.1",
  "*b*[0]": "web01",
  "!db:lonely": "lonely",
};

/** What Ansible does not understand, or takes for nothing. */
const BEYOND: Readonly<Record<string, string>> = {
  "db[-2:]": "db-c 10.0.0.1", "db[:1]": "db-a db-b", "db[7]": "", "web:db[0],lonely": "web01 web03 web05 web02 quoted db-a lonely", " web , lonely ": "web01 web03 web05 web02 quoted lonely", "nothing*": "",
};

const BAD: Readonly<Record<string, string>> = {
  "wep": 'no host or group is called "wep" | Did you mean "web"?',
  "web:!bd": 'no host or group is called "bd" | The inventory has web, db, site, lonely, bastion.example.org, web01, web03, web05, web02, quoted ...',
  "lonly": 'no host or group is called "lonly" | Did you mean "lonely"?',
  "": "the pattern names no host | Write a host, a group, or all",
  ",": "the pattern names no host | Write a host, a group, or all",
  "~(": '"~(" is not a regular expression',
  "@/none": "/none does not exist | Check the path; it is taken relative to the folder you are in",
};

describe("[U] host patterns", () => {
  for (const [pattern, hosts] of Object.entries({ ...AS_ANSIBLE, ...BEYOND })) {
    it(`${pattern} is ${hosts === "" ? "nobody" : hosts}`, () => {
      const matched = matchPattern(inventory, pattern);
      expect(matched.ok ? matched.value.join(" ") : saidBy(matched)).to.equal(hosts);
    });
  }
  for (const [pattern, message] of Object.entries(BAD)) {
    it(`refuses ${JSON.stringify(pattern)}`, () => { expect(saidBy(matchPattern(inventory, pattern))).to.deep.equal([message]); });
  }
  it("points at where the pattern stands", () => {
    const place = { file: "site.yml", line: 1, column: 10, text: "- hosts: wep" };
    expect(saidBy(matchPattern(inventory, "wep", place))).to.deep.equal(['site.yml:1:10 no host or group is called "wep" | Did you mean "web"?']);
  });
  it("reads patterns from @file", () => {
    const dir = mkdtempSync(join(tmpdir(), "tsplay-limit-"));
    writeFileSync(join(dir, "retry"), "web01\n# not this\ndb[0],lonely\n");
    const matched = matchPattern(inventory, `@${join(dir, "retry")}`);
    rmSync(dir, { recursive: true });
    expect(matched).to.deep.equal({ ok: true, value: ["web01", "db-a", "lonely"] });
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
