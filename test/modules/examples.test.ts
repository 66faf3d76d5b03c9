import { expect } from "chai";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { parseYaml } from "#engine/load/yaml.js";
import type { Module } from "#engine/module/erased.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

describe("[U] modules are documented", () => {
  for (const module of modules.values()) {
    describe(module.name, () => {
      it("has a summary, examples, and says what it returns", () => {
        expect(module.summary).to.match(/^[A-Z].*\.$/);
        expect(module.examples).to.not.have.length(0);
        expect(module.returns).to.not.equal(undefined);
      });
      it("describes every parameter", () => {
        const silent = Object.entries(module.params.properties).filter(([, { description }]) => description === undefined || description === "").map(([name]) => name);
        expect(silent).to.deep.equal([]);
      });
      for (const { title, yaml } of module.examples) it(`has an example that it takes: ${title}`, () => { checkExample(module, yaml); });
    });
  }

  it("aliases lead to modules", () => {
    expect([...aliases.values()].filter((key) => !modules.has(key))).to.deep.equal([]);
    expect([...aliases.keys()].filter((name) => modules.has(name))).to.deep.equal([]);
  });
});

function checkExample(module: Module, yaml: string): void {
  const parsed = parseYaml(yaml, "example.yml");
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join("; "));
  const task = taskOf(parsed.value);
  const given = entryOf(task, module.name)?.value;
  const args = entryOf(task, "args")?.value;
  expect(given, `the example is a task with the key ${module.name}`).to.not.equal(undefined);
  // `args` adds to free text: both are checked, each for itself.
  const problems = [given, args].flatMap((node) => (node === undefined ? [] : checkParamsStatically(withoutRequired(module, args), node, module.name)));
  expect(problems.map(({ message }) => message)).to.deep.equal([]);
}

function withoutRequired({ params }: Module, args: Node | undefined): Module["params"] {
  if (args === undefined) return params;
  return { type: params.type, properties: params.properties, additionalProperties: params.additionalProperties, ...(params["x-free-form"] !== undefined && { "x-free-form": params["x-free-form"] }) };
}

function taskOf(node: Node | undefined): MapNode {
  if (node?.kind === "list" && node.items[0]?.kind === "map") return node.items[0];
  if (node?.kind !== "map") throw new Error("an example is one task");
  return node;
}
