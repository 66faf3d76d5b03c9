import { Unknown, type Value } from "#engine/core/value.js";
import { readPath } from "../access.js";
import { equals, order } from "../comparison.js";
import { Fault } from "../fault.js";
import { Group } from "../group.js";
import { needed, type Outcome } from "../outcome.js";
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
  for (const item of items) {
    const read = needed(readPath(item, attribute));
    const value = read instanceof Fault && fallback !== undefined ? fallback : read;
    if (value instanceof Fault || value instanceof Unknown) return value;
    const key = exact ? value : fold(value);
    const group = groups.find((each) => equals(each.key, key) === true);
    if (group === undefined) groups.push({ key, grouper: value, items: [item] });
    else group.items.push(item);
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
