import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { fileSchemas } from "#engine/editor/file-schemas.js";
import { keywordDoc } from "#engine/editor/keyword-docs.js";
import { writtenSchema } from "#engine/editor/value-schema.js";
import { BLOCK_KEYWORDS, HANDLER_KEYWORDS, IMPORT_PLAYBOOK_KEYWORDS, PLAY_KEYWORDS, ROLE_ENTRY_KEYWORDS } from "#engine/schema/keyword-tables.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

const folder = resolve(import.meta.dirname, "../../../schemas");
const schemas = fileSchemas({ modules, aliases });

describe("[U] JSON Schemas for editors", () => {
  it("are committed as the tables and modules have them", () => {
    expect(readdirSync(folder).sort()).to.deep.equal([...schemas.keys()].map((name) => `${name}.schema.json`).sort());
    for (const [name, schema] of schemas) {
      const committed = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), "utf8")) as unknown;
      expect(committed, `${name}.schema.json is old: run \`npm run schemas\` and commit what it writes`).to.deep.equal(JSON.parse(JSON.stringify(schema)));
    }
  });

  it("are JSON Schemas of draft-07 whose references lead somewhere", () => {
    const ajv = new Ajv({ strict: false, inlineRefs: false, code: { optimize: false } });
    for (const [name, schema] of schemas) ajv.addSchema({ ...schema, $id: `https://tsplay.test/${name}.schema.json` });
    for (const name of schemas.keys()) expect(ajv.getSchema(`https://tsplay.test/${name}.schema.json`), name).to.be.a("function");
  });

  it("have a sentence for every keyword", () => {
    const names = [PLAY_KEYWORDS, BLOCK_KEYWORDS, HANDLER_KEYWORDS, IMPORT_PLAYBOOK_KEYWORDS, ROLE_ENTRY_KEYWORDS].flatMap((table) => Object.keys(table));
    expect(names.filter((name) => keywordDoc(name) === undefined)).to.deep.equal([]);
  });

  it("take a template, and what is brought to the type, where a type is wanted", () => {
    const ajv = new Ajv({ strict: false });
    const takes = (schema: object, value: unknown): boolean => ajv.compile(schema)(value);
    const flag = writtenSchema({ type: "boolean" });
    for (const value of [true, "yes", "Off", "{{ x }}", null, 1]) expect(takes(flag, value), String(value)).to.equal(true);
    for (const value of ["perhaps", 2, []]) expect(takes(flag, value), String(value)).to.equal(false);
    const list = writtenSchema({ type: "array", items: { type: "string" }, "x-list": true });
    for (const value of [["a"], "a,b", "{{ x }}"]) expect(takes(list, value), String(value)).to.equal(true);
    const word = writtenSchema({ type: "string", enum: ["present", "absent"] });
    expect([takes(word, "present"), takes(word, "presnt"), takes(word, "{{ x }}")]).to.deep.equal([true, false, true]);
    expect(takes(writtenSchema({ type: "string", enum: ["a"] }, { fixed: true }), "{{ x }}"), "where no template may stand").to.equal(false);
  });
});
