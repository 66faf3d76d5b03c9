import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";

/** What the schemas of this program may look like: JSON Schema 2020-12 with our own words. */
type AnySchema = object;

/** The words that our schemas have beyond JSON Schema: those of parameters (engine/module/param-schema.ts) and of keywords. */
export const OWN_WORDS: readonly string[] = ["x-aliases", "x-secret", "x-may-be-secret", "x-mode", "x-expression", "x-list", "x-free-form", "x-static", "x-required-one-of", "x-exclusive"];

/**
 * Checks values against schemas, each compiled when it is first needed. Start-up counts in every run: compiling the metaschema would cost
 * more than all of ours together, and strictness is for the tests, which check every schema against it. */
class Validator {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, meta: false, validateSchema: false, code: { optimize: false } });
  readonly #compiled = new WeakMap<AnySchema, ValidateFunction>();

  constructor() {
    this.#ajv.addVocabulary([...OWN_WORDS]);
  }

  errors(schema: AnySchema, data: unknown, prepare: (schema: AnySchema) => AnySchema): readonly ErrorObject[] {
    const known = this.#compiled.get(schema);
    const validate = known ?? this.#ajv.compile(prepare(schema));
    if (known === undefined) this.#compiled.set(schema, validate);
    return validate(data) ? [] : validate.errors ?? [];
  }
}

const validator = new Validator();

/** What ajv finds wrong with the data. `prepare` makes the schema to compile, once for each schema object. */
export function schemaErrors(schema: AnySchema, data: unknown, prepare: (schema: AnySchema) => AnySchema = (same) => same): readonly ErrorObject[] {
  return validator.errors(schema, data, prepare);
}
