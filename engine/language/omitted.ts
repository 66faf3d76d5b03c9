import { isList, isMap, OMIT, type Value } from "#engine/core/value.js";
import { mapOf } from "./secret-parts.js";

/**
 * A value without the parts that are `omit`, at any depth, as parameters of modules are given. In variables and items of loops they stay, so that
 * `{{ options.mode }}` still says that there is to be no mode. The same value where it holds none; OMIT itself stays what it is.
 */
export function withoutOmitted(value: Value): Value {
  if (isList(value)) return changed(value, value.filter((item) => item !== OMIT).map(withoutOmitted));
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  const kept = keys.flatMap((key): [string, Value][] => value[key] === OMIT ? [] : [[key, withoutOmitted(value[key] ?? null)]]);
  return kept.length === keys.length && kept.every(([key, part]) => part === (value[key] ?? null)) ? value : mapOf(kept);
}

function changed(before: readonly Value[], after: readonly Value[]): readonly Value[] {
  return before.length === after.length && after.every((item, index) => item === before[index]) ? before : after;
}
