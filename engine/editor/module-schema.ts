import type { Module } from "#engine/module/erased.js";
import type { JsonSchema } from "./json-schema.js";
import { writtenSchema } from "./value-schema.js";

/** What may stand below a module's key: a dictionary of its parameters, text (`name=value` words, or a command), or nothing. */
export function moduleSchema({ name, params, summary, description, examples }: Module): JsonSchema {
  const entries = Object.entries(params.properties).flatMap(([key, property]) => {
    const schema = writtenSchema(property);
    const aliases = (property["x-aliases"] ?? []).map((alias) => [alias, { ...schema, description: `Another name of \`${key}\`. ${property.description ?? ""}`.trim(), doNotSuggest: true }] as const);
    return [[key, schema] as const, ...aliases];
  });
  const example = examples[0];
  return {
    title: name, description: [summary, description ?? "", example === undefined ? "" : `${example.title}:\n\n\`\`\`yaml\n${example.yaml}\n\`\`\``].filter((text) => text !== "").join("\n\n"),
    type: ["object", "string", "null"],
    properties: Object.fromEntries(entries),
    additionalProperties: typeof params.additionalProperties === "object" ? writtenSchema(params.additionalProperties) : params.additionalProperties,
    ...requirement(params.required ?? [], params),
  };
}

/** Required parameters may be given under any of their names, and under `args`, so editors only insist on those without other names. */
function requirement(required: readonly string[], { properties, "x-free-form": free }: Module["params"]): JsonSchema {
  const strict = required.filter((name) => properties[name]?.["x-aliases"] === undefined && free === undefined);
  return strict.length === 0 ? {} : { required: strict };
}
