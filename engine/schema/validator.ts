import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { createAjv } from "./create-ajv.js";

/** What the schemas of this program may look like: JSON Schema 2020-12 with our own words. */
type AnySchema = object;

const load = createRequire(import.meta.url);

/** Checks values against schemas. Those of a built program are compiled already (schemas/ beside it); others are when they are first needed. */
class Validator {
  #ajv: Ajv2020 | undefined;
  readonly #compiled = new WeakMap<AnySchema, ValidateFunction>();

  errors(schema: AnySchema, data: unknown, prepare: (schema: AnySchema) => AnySchema): readonly ErrorObject[] {
    const known = this.#compiled.get(schema);
    const validate = known ?? this.#make(prepare(schema));
    if (known === undefined) this.#compiled.set(schema, validate);
    return validate(data) ? [] : validate.errors ?? [];
  }

  #make(schema: AnySchema): ValidateFunction {
    const built = fileURLToPath(new URL(`./schemas/${schemaId(schema)}.cjs`, import.meta.url));
    if (existsSync(built)) return load(built) as ValidateFunction;
    this.#ajv ??= createAjv();
    return this.#ajv.compile(schema);
  }
}

/** What a compiled schema is kept under: another schema has another one. */
export function schemaId(schema: AnySchema): string {
  return createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, 32);
}

const validator = new Validator();

/** What ajv finds wrong with the data. `prepare` makes the schema to compile, once for each schema object. */
export function schemaErrors(schema: AnySchema, data: unknown, prepare: (schema: AnySchema) => AnySchema = (same) => same): readonly ErrorObject[] {
  return validator.errors(schema, data, prepare);
}
