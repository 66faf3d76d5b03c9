import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidateFunction } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { expect } from "chai";
import { createAjv } from "#engine/schema/create-ajv.js";
import { withoutOwnChecks } from "#engine/schema/param-rules.js";
import { schemaId } from "#engine/schema/validator.js";
import { modules } from "#modules/index.js";

const SAMPLES: readonly object[] = [{}, { bogus: 1 }, { name: 5, state: "odd", path: [] }];

describe("[U] schemas that are compiled when the program is built", () => {
  it("find the same as those that are compiled while it runs", () => {
    const folder = mkdtempSync(join(process.cwd(), "dist-schemas-"));
    try {
      for (const { name, params } of modules.values()) {
        const schema = withoutOwnChecks(params);
        const file = join(folder, `${name}.cjs`);
        const source = createAjv(true);
        writeFileSync(file, standalone.default(source, source.compile(schema)));
        const built = createRequire(import.meta.url)(file) as ValidateFunction;
        const made = createAjv().compile(schema);
        for (const sample of SAMPLES) expect([built(sample), built.errors], `${name} ${JSON.stringify(sample)}`).to.deep.equal([made(sample), made.errors]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are told apart by what they say", () => {
    const ids = [...modules.values()].map(({ params }) => schemaId(withoutOwnChecks(params)));
    expect(schemaId({ type: "object" })).to.match(/^[0-9a-f]{32}$/).and.not.equal(schemaId({ type: "array" }));
    expect(new Set(ids).size).to.be.greaterThan(20);
  });
});
