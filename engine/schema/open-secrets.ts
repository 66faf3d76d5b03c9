import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import type { PropertySchema } from "#engine/module/param-schema.js";
import { ownProperty } from "./coerce.js";
import { plainMap } from "./plain.js";

/**
 * The value of a parameter as its module takes it: where the module knows nothing of secrets (a path, a URL, a command), the plain text,
 * since variables that ansible-vault encrypted may stand anywhere. Whoever resolves parameters has the mask learn the secrets first, so that they
 * are hidden wherever they are shown; parameters that are made for secrets keep them.
 */
export function openSecrets(property: PropertySchema | undefined, value: Value): Value {
  if (property === undefined || takesSecrets(property)) return value;
  if (value instanceof Secret) return property["x-never-secret"] === true ? value : value.reveal();
  if (isList(value)) return value.map((each) => openSecrets({ ...property.items, ...(property["x-never-secret"] === true && { "x-never-secret": true }) }, each));
  if (!isMap(value)) return value;
  const rest = typeof property.additionalProperties === "object" ? property.additionalProperties : {};
  return plainMap(Object.entries(value).map(([key, each]): [string, Value] => [key, openSecrets(ownProperty(property.properties ?? {}, key) ?? rest, each)]));
}

function takesSecrets(property: PropertySchema): boolean {
  return property["x-secret"] === true || property["x-may-be-secret"] === true || property["x-expression"] === true;
}
