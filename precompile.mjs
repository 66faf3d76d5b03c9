// Compiles the schemas of playbooks and of modules' parameters: a run checks with a dozen of them, and to compile these took a fifth of its time.
import { mkdirSync, writeFileSync } from "node:fs";
import standaloneCode from "ajv/dist/standalone/index.js";
import { createAjv } from "./dist/engine/schema/create-ajv.js";
import { withoutOwnChecks } from "./dist/engine/schema/param-rules.js";
import * as kinds from "./dist/engine/schema/playbook-schema.js";
import { schemaId } from "./dist/engine/schema/validator.js";
import { modules } from "./dist/modules/index.js";

const schemas = [...Object.values(kinds).map(({ schema }) => schema), ...[...modules.values()].map(({ params }) => withoutOwnChecks(params))];

mkdirSync("dist/bin/schemas", { recursive: true });
for (const schema of schemas) {
  const ajv = createAjv(true);
  writeFileSync(`dist/bin/schemas/${schemaId(schema)}.cjs`, standaloneCode.default(ajv, ajv.compile(schema)));
}
