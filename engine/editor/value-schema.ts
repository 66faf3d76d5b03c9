import type { PropertySchema, SchemaType } from "#engine/module/param-schema.js";
import { anyOf, TEMPLATE, type JsonSchema } from "./json-schema.js";

/** How a value is written: `fixed` ones take no template. */
export interface Writing {
  readonly fixed: boolean;
}

/**
 * What may be written where a value of this schema is wanted. More than the schema says: templates, and what is brought to the type before
 * the schema is asked (engine/schema/coerce.ts): "yes" for true, "5" for 5, one word for a list of one.
 */
export function writtenSchema(schema: PropertySchema, { fixed }: Writing = { fixed: false }): JsonSchema {
  const described = withoutUndefined({ description: schema.description, default: plainDefault(schema.default) });
  if (schema["x-expression"] === true || (schema.type === undefined && schema.enum === undefined && schema["x-mode"] !== true)) return described;
  const options = [...typedOptions(schema), ...(fixed || takesAnyText(schema) ? [] : [TEMPLATE]), { type: "null" }];
  return anyOf(options, described);
}

function takesAnyText({ type, enum: words, pattern, minLength }: PropertySchema): boolean {
  return [type].flat().includes("string") && words === undefined && pattern === undefined && minLength === undefined;
}

function typedOptions(schema: PropertySchema): readonly JsonSchema[] {
  if (schema["x-mode"] === true) return [{ type: ["string", "integer"] }];
  if (schema.enum !== undefined && schema.type !== "array") return [{ enum: schema.enum }, ...spelledBooleans(schema.enum)];
  const types = [schema.type ?? "string"].flat().filter((type) => type !== "null");
  return types.flatMap((type) => ofType(type, schema));
}

/** YAML reads an unquoted `on` as true: where such words are listed, the word is meant. */
function spelledBooleans(words: readonly unknown[]): readonly JsonSchema[] {
  return words.some((word) => word === true || word === false || word === "yes" || word === "no" || word === "on" || word === "off") ? [{ type: "boolean" }, BOOLEAN_WORD] : [];
}

const BOOLEAN_WORD: JsonSchema = { type: "string", pattern: "^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[Tt]rue|TRUE|[Ff]alse|FALSE|[01yntf])$" };

function ofType(type: SchemaType, schema: PropertySchema): readonly JsonSchema[] {
  const { pattern, minimum, maximum, minLength } = schema;
  switch (type) {
    case "boolean": return [{ type: "boolean" }, BOOLEAN_WORD, { type: "integer", minimum: 0, maximum: 1 }];
    case "integer": case "number": return [withoutUndefined({ type, minimum, maximum }), { type: "string", pattern: "^\\s*[-+]?\\d+(?:\\.\\d+)?\\s*$" }];
    case "string": return [withoutUndefined({ type: "string", pattern, minLength }), { type: "number" }];
    case "array": return arrayOptions(schema);
    case "object": return [objectSchema(schema)];
    case "null": return [{ type: "null" }];
  }
}

/** One item, or several words with commas, stand for a list where the schema says so. */
function arrayOptions({ items, minItems, "x-list": single }: PropertySchema): readonly JsonSchema[] {
  const item = items === undefined ? undefined : writtenSchema(items);
  return [withoutUndefined({ type: "array", minItems, items: item }), ...(single === true ? [item === undefined ? {} : { type: ["string", "number"] }, ...(items?.type === "object" && item !== undefined ? [item] : [])] : [])];
}

function objectSchema({ properties, required, additionalProperties, minItems }: PropertySchema): JsonSchema {
  return withoutUndefined({
    type: "object", minProperties: minItems, required,
    properties: properties === undefined ? undefined : Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, writtenSchema(each)])),
    additionalProperties: typeof additionalProperties === "object" ? writtenSchema(additionalProperties) : additionalProperties,
  });
}

/** Defaults are shown by editors; only what can stand in a file is one. */
function plainDefault(value: unknown): unknown {
  return ["string", "number", "boolean"].includes(typeof value) || Array.isArray(value) ? value : undefined;
}

function withoutUndefined(schema: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
