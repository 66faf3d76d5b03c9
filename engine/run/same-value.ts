import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";

/** Whether two values are equal all the way down, secrets by what they hide. Unknown values equal nothing. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a instanceof Secret) return b instanceof Secret && a.equals(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, index) => sameValue(each, b[index]));
  return isMap(a) && isMap(b) ? sameMap(a, b) : a === b;
}

function sameMap(a: ValueMap, b: ValueMap): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]));
}
