import { readFileSync } from "node:fs";
import { expect } from "chai";
import { paramViolations } from "#engine/schema/param-rules.js";
import { modules } from "#modules/index.js";
import { refusedParameters } from "#modules/lib/refused-parameters.js";

/** For each module its parameters with their aliases: see test/support/record-ansible-parameters.ts. */
const documented = JSON.parse(readFileSync("test/modules/ansible-parameters.json", "utf8")) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Names that a module takes, aliases among them. */
function taken(name: string): readonly string[] {
  return Object.entries(modules.get(name)?.params.properties ?? {}).flatMap(([parameter, { "x-aliases": aliases = [] }]) => [parameter, ...aliases]);
}

describe("[U] parameters of Ansible's modules", () => {
  for (const [module, parameters] of Object.entries(documented)) {
    it(`${module}: all that ansible-doc names are taken, or refused with a reason`, () => {
      const names = Object.entries(parameters).flatMap(([name, aliases]) => [name, ...aliases]);
      const known = [...taken(module), ...Object.keys(refusedParameters.get(module) ?? {})];
      expect(modules.get(module)?.params.additionalProperties === true ? [] : names.filter((name) => !known.includes(name))).to.deep.equal([]);
    });
  }

  for (const [module, reasons] of refusedParameters) {
    it(`${module}: what is refused is in Ansible, and not taken`, () => {
      const names = Object.entries(documented[module] ?? {}).flatMap(([name, aliases]) => [name, ...aliases]);
      expect(Object.keys(reasons).filter((name) => !names.includes(name) || taken(module).includes(name))).to.deep.equal([]);
    });
  }

  it("the reason is in the error", () => {
    const schema = modules.get("uri")?.params;
    if (schema === undefined) throw new Error("no uri");
    expect(paramViolations(schema, { url: "http://x", use_gssapi: true }, "uri")).to.deep.equal([
      { code: "refused-parameter", path: [], key: "use_gssapi", message: "uri does not take \"use_gssapi\": Kerberos is not supported" },
    ]);
    expect(paramViolations(schema, { url: "http://x", uze_gssapi: true }, "uri")[0]).to.have.property("code", "unknown-parameter");
  });
});
