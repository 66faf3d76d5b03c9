import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";

/** A value as one line of JSON, with a blank after commas and colons, as Ansible writes it. A secret where a part of it is one. */
export function jsonText(value: Value): string | Secret {
  const parts = partsOf(value);
  return parts.some((part) => part instanceof Secret) ? Secret.join(parts) : parts.join("");
}

/** A value as text: text and secrets as they are, nothing for null, JSON for dictionaries and lists. */
export function plainText(value: Value): string | Secret {
  if (typeof value === "string" || value instanceof Secret) return value;
  return value === null ? "" : jsonText(value);
}

function partsOf(value: Value): readonly (string | Secret)[] {
  if (value instanceof Secret) return [value.derive((text) => JSON.stringify(text))];
  if (isList(value)) return ["[", ...separated(value.map(partsOf)), "]"];
  if (isMap(value)) return ["{", ...separated(Object.entries(value).map(([key, each]) => [`${JSON.stringify(key)}: `, ...partsOf(each)])), "}"];
  return [JSON.stringify(value)];
}

function separated(items: readonly (readonly (string | Secret)[])[]): (string | Secret)[] {
  return items.flatMap((item, index) => (index === 0 ? item : [", ", ...item]));
}
