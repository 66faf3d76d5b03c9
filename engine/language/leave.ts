import { isList, isMap, type Value } from "#engine/core/value.js";
import { isTemporal } from "./date-arithmetic.js";
import { textOf } from "./python-text.js";
import { mapOf } from "./secret-parts.js";

/** A value as variables, parameters and results can hold it: dates and spans of time are their text there, also right inside a list or a dictionary. */
export function leave(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (isTemporal(value)) return textOf(value);
  if (isList(value)) return value.some(isTemporal) ? value.map(written) : value;
  return isMap(value) && Object.values(value).some(isTemporal) ? mapOf(Object.keys(value).map((key) => [key, written(value[key] ?? null)])) : value;
}

function written(value: Value): Value {
  return isTemporal(value) ? textOf(value) : value;
}
