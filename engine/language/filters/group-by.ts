import { Unknown, type Value } from "#engine/core/value.js";
import { readPath } from "../access.js";
import { order } from "../comparison.js";
import { Fault } from "../fault.js";
import { Group } from "../group.js";
import { needed, type Outcome } from "../outcome.js";
import { keyOf } from "../value-set.js";
import { fold } from "./sort-key.js";

/** What items are grouped by. */
export interface Grouping {
  readonly attribute: string;
  /** The value of items that do not have the attribute. */
  readonly fallback: Value | undefined;
  readonly exact: boolean;
}

/** The items in groups of the same value, in the order of the values. Without regard to case a group has the value of its first item. */
export function groupBy(items: readonly Value[], { attribute, fallback, exact }: Grouping): Outcome {
  const groups: { readonly key: Value; readonly grouper: Value; readonly items: Value[] }[] = [];
  const byKey = new Map<string, (typeof groups)[number]>();
  for (const item of items) {
    const value = groupingValue(item, attribute, fallback);
    if (value instanceof Fault || value instanceof Unknown) return value;
    const key = exact ? value : fold(value);
    const text = keyOf(key);
    if (text === undefined) return new Unknown("a part of what the items are grouped by");
    const group = byKey.get(text) ?? { key, grouper: value, items: [] };
    if (group.items.length === 0) groups.push(group);
    byKey.set(text, group);
    group.items.push(item);
  }
  let stuck: Unknown | Fault | undefined;
  groups.sort((a, b) => {
    const difference = order(a.key, b.key);
    if (typeof difference === "number") return difference;
    stuck ??= difference;
    return 0;
  });
  return stuck ?? groups.map((group) => Group.by(group.grouper, group.items));
}

function groupingValue(item: Value, attribute: string, fallback: Value | undefined): Value | Fault {
  const read = needed(readPath(item, attribute));
  return read instanceof Fault && fallback !== undefined ? fallback : read;
}
