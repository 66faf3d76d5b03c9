import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { readPath } from "../access.js";
import { Fault } from "../fault.js";
import { needed } from "../outcome.js";

/** What items are compared by: an attribute (several with commas), without regard to case unless `exact`. */
export function sortKey(attribute: string | undefined, exact: boolean): (item: Value) => Value | Fault {
  const folded = exact ? (value: Value) => value : fold;
  if (attribute === undefined) return folded;
  const paths = attribute.split(",").map((path) => path.trim());
  return (item) => {
    const keys: Value[] = [];
    for (const path of paths) {
      const value = needed(readPath(item, path));
      if (value instanceof Fault) return value;
      keys.push(folded(value));
    }
    return keys.length === 1 ? keys[0] ?? null : keys;
  };
}

/** A text in small letters, for comparisons without regard to case. */
export function fold(value: Value): Value {
  if (typeof value === "string") return value.toLowerCase();
  if (value instanceof Secret) return value.derive((text) => text.toLowerCase());
  return value;
}
