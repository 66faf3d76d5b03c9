import { Secret } from "#engine/core/secret.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import type { ObjectSchema, PropertySchema } from "#engine/module/param-schema.js";

/** The parameters of a case as a module gets them: aliases resolved, defaults filled in, secrets wrapped, lists made lists. Throws on what the schema does not have. */
export function caseParams(schema: ObjectSchema, given: ValueMap): ValueMap {
  const params: Record<string, Value> = {};
  for (const [key, value] of Object.entries(given)) {
    const [name, property] = propertyOf(schema, key);
    params[name] = arriving(property, value);
  }
  for (const [name, property] of Object.entries(schema.properties)) {
    if (property.default !== undefined && !Object.hasOwn(params, name)) params[name] = arriving(property, property.default as Value);
  }
  const absent = (schema.required ?? []).filter((name) => !Object.hasOwn(params, name));
  if (absent.length > 0) throw new Error(`the case does not give the parameter ${absent.join(", ")}`);
  return params;
}

function propertyOf(schema: ObjectSchema, key: string): [string, PropertySchema] {
  const found = Object.entries(schema.properties).find(([name, property]) => name === key || property["x-aliases"]?.includes(key));
  if (found !== undefined) return found;
  if (schema.additionalProperties === false) throw new Error(`the module has no parameter ${key}`);
  return [key, {}];
}

function arriving(property: PropertySchema, value: Value): Value {
  if (property["x-secret"] === true && typeof value === "string") return new Secret(value);
  if (property["x-list"] === true && typeof value === "string") return value.split(",").map((word) => word.trim());
  if (property["x-list"] === true && !Array.isArray(value)) return [value];
  return value;
}
