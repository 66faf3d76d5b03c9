import type { Value } from "#engine/core/value.js";

/** What `groupby` gives for each value: a list of the value and its items, which can also be read by name. */
export class Group extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A group of these items. */
  static by(grouper: Value, items: readonly Value[]): Group {
    const group = new Group();
    group.push(grouper, items);
    return group;
  }

  /** The part of this name. */
  part(name: string): Value | undefined {
    return name === "grouper" ? this[0] : name === "list" ? this[1] : undefined;
  }
}
