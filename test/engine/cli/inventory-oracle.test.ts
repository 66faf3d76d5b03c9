import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { inventoryGraph } from "#engine/cli/inventory-graph.js";
import { inventoryJson, inventoryTree } from "#engine/cli/inventory-json.js";
import { hostVariables } from "#engine/cli/inventory-variables.js";
import { openView } from "#engine/cli/inventory-view.js";
import { parseYaml } from "#engine/load/yaml.js";
import { plainOf } from "#engine/schema/plain.js";
import { saidBy } from "#test/engine/load/said.js";

const ORACLE = join(import.meta.dirname, "../inventory/oracle");
const LISTS = JSON.parse(readFileSync(join(ORACLE, "lists.json"), "utf8")) as Readonly<Record<string, readonly string[]>>;

/** What ansible-inventory of ansible-core 2.14 printed: see ../inventory/oracle.py. */
function said(name: string, ending: string): string {
  return readFileSync(join(ORACLE, "said", `${name}.${ending}`), "utf8");
}

function yamlOf(text: string): unknown {
  const parsed = parseYaml(text, "said");
  return parsed.ok && parsed.value !== undefined ? plainOf(parsed.value) : parsed;
}

describe("[U] tsplay inventory prints what ansible-inventory prints", () => {
  const empty = mkdtempSync(join(tmpdir(), "tsplay-empty-"));
  after(() => { rmSync(empty, { recursive: true }); });

  it("--host: every pair of the levels 3 to 10, with parents, children and a priority", () => {
    const view = openView({ sources: [join(ORACLE, "levels/inv")], limit: undefined, playbookDir: join(ORACLE, "levels/play"), extraVars: [], reveal: false });
    const expected = JSON.parse(said("levels", "json")) as object;
    expect(Object.keys(expected).length).to.be.above(90);
    expect(view.ok ? hostVariables(view.value, "h") : saidBy(view)).to.deep.equal(expected);
  });

  for (const [name, sources] of Object.entries(LISTS)) {
    const view = openView({ sources: sources.map((source) => (source.endsWith(",") ? source : join(ORACLE, source))), limit: undefined, playbookDir: empty, extraVars: [], reveal: false });
    if (!view.ok) throw new Error(saidBy(view).join("\n"));

    it(`--list of ${name}`, () => { expect(inventoryJson(view.value, false)).to.deep.equal(JSON.parse(said(name, "json"))); });
    it(`--list --export of ${name}`, () => { expect(inventoryJson(view.value, true)).to.deep.equal(JSON.parse(said(name, "export.json"))); });
    it(`--list --yaml of ${name}`, () => { expect(inventoryTree(view.value, false)).to.deep.equal(yamlOf(said(name, "yaml"))); });
    it(`--graph --vars of ${name}`, () => { expect(inventoryGraph(view.value, "all", true)).to.equal(said(name, "graph")); });
  }
});
