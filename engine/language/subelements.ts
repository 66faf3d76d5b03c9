import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { readPath } from "./access.js";
import { Fault, typeFault } from "./fault.js";
import { needed } from "./outcome.js";
import { Undefined } from "./undefined.js";

/** Every item of a list (or value of a dictionary) with each element of the list under `path` in it. */
export function pairsWithElements(items: Value, path: string, skipMissing: boolean): Value | Fault {
  const list = isMap(items) ? Object.values(items) : items;
  if (!isList(list)) return typeFault("It works on a list or a dictionary");
  const pairs: Value[] = [];
  for (const item of list) {
    const elements = elementsOf(item, path, skipMissing);
    if (elements instanceof Fault || elements instanceof Unknown) return elements;
    for (const element of elements) pairs.push([item, element]);
  }
  return pairs;
}

function elementsOf(item: Value, path: string, skipMissing: boolean): readonly Value[] | Unknown | Fault {
  const read = readPath(item, path);
  if (read instanceof Undefined && skipMissing) return [];
  const elements = needed(read);
  if (elements instanceof Fault || elements instanceof Unknown || isList(elements)) return elements;
  return typeFault(`"${path}" must be a list in every item`);
}
