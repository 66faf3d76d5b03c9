import { createRequire } from "node:module";
import type { Ajv2020 } from "ajv/dist/2020.js";

/** The words that our schemas have beyond JSON Schema: those of parameters (engine/module/param-schema.ts) and of keywords. */
export const OWN_WORDS: readonly string[] = ["x-aliases", "x-secret", "x-may-be-secret", "x-never-secret", "x-written", "x-url", "x-mode", "x-expression", "x-list", "x-free-form", "x-refused", "x-static", "x-required-one-of", "x-exclusive"];

const load = createRequire(import.meta.url);

/**
 * An ajv for our schemas. Compiling the metaschema would cost more than all of ours together, and strictness is for the tests, which check every
 * schema against it. `source`: keeps the code that it makes, for writing it to a file. ajv itself is loaded only now: the schemas of a built
 * program were compiled when it was built.
 */
export function createAjv(source = false): Ajv2020 {
  const { Ajv2020: Maker } = load("ajv/dist/2020.js") as typeof import("ajv/dist/2020.js");
  const ajv = new Maker({ strict: false, allErrors: true, verbose: true, meta: false, validateSchema: false, code: { optimize: source, source } });
  ajv.addVocabulary([...OWN_WORDS]);
  return ajv;
}
