import { BECOME_NAMES } from "#engine/core/become-method.js";
import type { KeywordSchemaObject } from "#engine/schema/check-keywords.js";
import { definitionOf, SETTING_NAMES, type SettingDefinition, type SettingKind } from "./definitions.js";

type Property = KeywordSchemaObject["properties"][string];

/** Keys that hold a dictionary of settings; `lint` is checked by `tsplay lint`. */
export const PARTS: readonly string[] = [...new Set(SETTING_NAMES.filter((name) => name.includes(".")).map((name) => name.split(".")[0] ?? ""))];

const TEXTS = { type: ["string", "array"], items: { type: "string" } } as const;

const TYPES: Readonly<Record<SettingKind, Property>> = {
  text: { type: "string" }, path: { type: "string" }, paths: TEXTS, sources: TEXTS, words: TEXTS,
  number: { type: "integer", minimum: 1 }, seconds: { type: "integer", minimum: 0 }, flag: { type: "boolean" },
  checking: { enum: [true, false, "accept-new"] }, gathering: { enum: ["implicit", "explicit", "smart"] }, transport: { enum: ["ssh", "local"] }, method: { enum: Object.keys(BECOME_NAMES) },
};

/** The JSON Schema of .tsplay.yml, without what stands in the dictionaries of PARTS. */
export function projectSchema(): KeywordSchemaObject {
  const plain = SETTING_NAMES.filter((name) => !name.includes("."));
  return {
    type: "object", additionalProperties: false,
    properties: {
      ...Object.fromEntries(plain.map((name): [string, Property] => [name, propertyOf(definitionOf(name))])),
      ...Object.fromEntries([...PARTS, "lint"].map((name): [string, Property] => [name, { type: ["object", "null"] }])),
    },
  };
}

/** That of one of these dictionaries. */
export function partSchema(part: string): KeywordSchemaObject {
  const names = SETTING_NAMES.filter((name) => name.startsWith(`${part}.`));
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(names.map((name): [string, Property] => [name.slice(part.length + 1), propertyOf(definitionOf(name))])) };
}

function propertyOf({ kind, description }: SettingDefinition): Property {
  return { ...TYPES[kind], description };
}
