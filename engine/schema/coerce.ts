import { Omit, Unknown, isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { Secret } from "#engine/core/secret.js";
import type { PropertySchema, SchemaType } from "#engine/module/param-schema.js";
import { coerceMode } from "./mode.js";

/**
 * Brings a value to the type that its parameter wants, where what was meant is plain: "yes" and 1 to true, "5" to 5, 5 to "5",
 * "a,b" to a list (x-list), 420 to "0644" (x-mode). Anything else comes back as it is, for the schema to judge.
 */
export function coerce(schema: PropertySchema, value: Value): Value {
  if (value === null || isOpaque(value) || schema["x-expression"] === true) return value;
  if (schema["x-mode"] === true) return coerceMode(value);
  if (isList(value)) return coerceItems(schema, value);
  if (wantsList(schema, value)) return coerceToList(schema, value);
  return isMap(value) ? coerceMap(schema, value) : coerceScalar(schema, typesOf(schema), value);
}

function wantsList(schema: PropertySchema, value: Value): boolean {
  const types = typesOf(schema);
  return schema["x-list"] === true && types.includes("array") && !(isMap(value) && types.includes("object"));
}

/** A value that has no plain form to check: secret, unknown as yet, or left out. */
export function isOpaque(value: unknown): value is Secret | Unknown | Omit {
  return value instanceof Secret || value instanceof Unknown || value instanceof Omit;
}

/** Whether text still holds a template, so that nothing can be said of it yet. */
export function isTemplate(value: unknown): boolean {
  return typeof value === "string" && /\{\{|\{%/.test(value);
}

/** The types that a schema allows; empty where it does not say. */
export function typesOf(schema: PropertySchema): readonly SchemaType[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

/** The boolean that a playbook's word stands for; undefined for anything else. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  if (["yes", "true", "on", "1", "y", "t"].includes(word)) return true;
  return ["no", "false", "off", "0", "n", "f"].includes(word) ? false : undefined;
}

/** The number that a value stands for; undefined for anything else. */
export function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

function coerceItems({ items }: PropertySchema, value: readonly Value[]): readonly Value[] {
  return items === undefined ? value : value.map((item) => coerce(items, item));
}

function coerceToList(schema: PropertySchema, value: Value): Value {
  if (isTemplate(value)) return value;
  return coerceItems(schema, typeof value === "string" ? splitList(value) : [value]);
}

/** A comma before a comparison is part of a version range: "a>=5,<6,b" is two items. */
function splitList(text: string): readonly string[] {
  return text.split(/,(?!\s*[<>=!~])/).map((item) => item.trim()).filter((item) => item !== "");
}

function coerceMap(schema: PropertySchema, value: ValueMap): ValueMap {
  const rest = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => {
    const property = ownProperty(schema.properties ?? {}, key) ?? rest;
    return [key, property === undefined ? each : coerce(property, each)];
  }));
}

/** The schema under a key, never an inherited property. */
export function ownProperty(properties: Readonly<Record<string, PropertySchema>>, key: string): PropertySchema | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function coerceScalar(schema: PropertySchema, types: readonly SchemaType[], value: string | number | boolean): Value {
  if (types.length === 0 || isTemplate(value)) return value;
  if (typeof value === "boolean") return types.includes("boolean") ? value : booleanWord(schema, value);
  if (typeof value === "number") return coerceNumber(types, value);
  return types.includes("string") ? value : coerceText(types, value);
}

/** YAML reads an unquoted `on` as true: where the schema lists such words, the word is meant. */
function booleanWord(schema: PropertySchema, value: boolean): Value {
  const words: readonly unknown[] = value ? ["yes", "true", "on"] : ["no", "false", "off"];
  return schema.enum?.find((each) => words.includes(each)) ?? value;
}

function coerceNumber(types: readonly SchemaType[], value: number): Value {
  if (types.includes("number") || (types.includes("integer") && Number.isInteger(value))) return value;
  if (types.includes("string")) return String(value);
  return types.includes("boolean") ? booleanOf(value) ?? value : value;
}

function coerceText(types: readonly SchemaType[], value: string): Value {
  if (types.includes("integer") || types.includes("number")) {
    const number = numberOf(value);
    if (number !== undefined && (types.includes("number") || Number.isInteger(number))) return number;
  }
  return types.includes("boolean") ? booleanOf(value) ?? value : value;
}
