import type { ObjectSchema, PropertySchema } from "#engine/module/param-schema.js";

/** A parameter as the documentation shows it. */
export interface ParameterDoc {
  /** With a dot and brackets for what is inside another: `sources[].url`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly aliases: readonly string[];
  readonly choices: readonly string[];
  /** As it would be written in YAML. */
  readonly default: string | undefined;
  readonly range: string | undefined;
  readonly description: string;
}

/** The parameters of a module, required ones first, then by name; what is inside a parameter follows it. */
export function parameterDocs(schema: Pick<ObjectSchema, "properties" | "required">, prefix = ""): ParameterDoc[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties)
    .toSorted(([a], [b]) => Number(required.has(b)) - Number(required.has(a)) || (a < b ? -1 : 1))
    .flatMap(([name, property]) => [documented(prefix + name, property, required.has(name)), ...inside(prefix + name, property)]);
}

/** What must or must not be given together, as sentences. */
export function ruleSentences(schema: ObjectSchema): string[] {
  return [
    ...(schema["x-required-one-of"] ?? []).map((names) => `One of ${names.join(", ")} must be given.`),
    ...(schema["x-exclusive"] ?? []).map((names) => `Only one of ${names.join(", ")} may be given.`),
    ...(schema["x-free-form"] === undefined ? [] : [`A bare text stands for ${schema["x-free-form"]}.`]),
    ...(schema.additionalProperties === false ? [] : ["Any other name may be given as well."]),
  ];
}

function documented(name: string, property: PropertySchema, required: boolean): ParameterDoc {
  return {
    name, required,
    type: typeText(property),
    secret: property["x-secret"] === true,
    aliases: property["x-aliases"] ?? [],
    choices: (property.enum ?? property.items?.enum ?? []).map(String),
    default: property.default === undefined ? undefined : JSON.stringify(property.default),
    range: rangeText(property),
    description: property.description ?? "",
  };
}

function inside(name: string, property: PropertySchema): ParameterDoc[] {
  const within = property.properties === undefined ? property.items : property;
  if (within?.properties === undefined) return [];
  const prefix = within === property ? `${name}.` : `${name}[].`;
  return parameterDocs({ properties: within.properties, ...(within.required && { required: within.required }) }, prefix);
}

const words: Readonly<Record<string, string>> = { array: "list", object: "dictionary", string: "text" };

function typeText(property: PropertySchema): string {
  if (property["x-mode"] === true) return "file mode";
  if (property["x-expression"] === true) return property.type === "array" ? "list of expressions" : "expression";
  const types = [property.type ?? []].flat().filter((type) => type !== "null");
  if (types.length === 0) return "anything";
  return types.map((type) => type === "array" && property.items?.type !== undefined ? `list of ${typeText(property.items)}` : words[type] ?? type).join(" or ");
}

function rangeText({ minimum, maximum }: PropertySchema): string | undefined {
  if (minimum === undefined && maximum === undefined) return undefined;
  if (maximum === undefined) return `at least ${minimum ?? ""}`;
  return minimum === undefined ? `at most ${maximum}` : `${minimum} to ${maximum}`;
}
