import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { mapOf } from "./secret-parts.js";
import { objectOf } from "./template-object.js";
import { Namespace } from "./template-objects.js";
import type { Tree } from "./tree.js";
import { Undefined } from "./undefined.js";

/** A list that a template made with `{% set %}`: it alone may change it, with `append` and the like. */
export class OwnList extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A dictionary that a template made with `{% set %}`: its entries are own properties, and the template alone may change it. */
export class OwnMap {
  constructor(entries: Iterable<readonly [string, Value]>) {
    for (const [key, value] of entries) putInto(this, key, value);
  }

  /** The same as a value: it is a dictionary by its shape. */
  asValue(): ValueMap {
    return this as unknown as ValueMap;
  }
}

/** Sets an entry of a dictionary; `__proto__` is a key like any other. */
export function putInto(map: object, key: string, value: Value): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * What `{% set %}` keeps of a value: a list, or a dictionary that the expression made itself, becomes the template's own. Values of variables
 * are copied by that, so that no change reaches another task or host; an own list stays the same list under both names, as in Python.
 */
export function owned(outcome: Outcome, tree: Tree): Outcome {
  if (outcome instanceof Namespace) ownAttributes(outcome, tree);
  if (outcome instanceof Undefined || outcome instanceof Fault || objectOf(outcome) !== undefined) return outcome;
  if (isList(outcome)) return outcome instanceof OwnList ? outcome : ownList(outcome, tree);
  return isMap(outcome) && !(outcome instanceof OwnMap) && makesMaps(tree) ? ownMap(outcome, tree) : outcome;
}

/** `namespace(names=[])`: its lists and dictionaries belong to the template as well. */
function ownAttributes(namespace: Namespace, tree: Tree): void {
  const values = namespace.asValue();
  for (const name of Object.keys(values)) {
    const written = tree.kind === "call" ? tree.args.named.find((each) => each.name === name)?.value : undefined;
    if (written !== undefined) namespace.set(name, inner(values[name] ?? null, written));
  }
}

function makesMaps({ kind }: Tree): boolean {
  return kind === "map" || kind === "call" || kind === "filter";
}

function ownList(values: readonly Value[], tree: Tree): OwnList {
  const list = new OwnList();
  for (const [index, value] of values.entries()) list.push(inner(value, tree.kind === "list" ? tree.items[index] : undefined));
  return list;
}

function ownMap(values: ValueMap, tree: Tree): ValueMap {
  const written = (key: string): Tree | undefined => tree.kind === "map" ? tree.entries.find((each) => each.key.kind === "literal" && String(each.key.value) === key)?.value : undefined;
  return new OwnMap(Object.keys(values).map((key) => [key, inner(values[key] ?? null, written(key))])).asValue();
}

/** Lists and dictionaries that are written out within one are the template's own as well. */
function inner(value: Value, tree: Tree | undefined): Value {
  const kept = tree === undefined ? value : owned(value, tree);
  return kept instanceof Fault || kept instanceof Undefined ? value : kept;
}

/** A value that goes into an own list or dictionary: lists and dictionaries that hang on nothing else become the template's own. */
export function adopted(value: Value): Value {
  if (isList(value)) return value instanceof OwnList ? value : OwnList.from(value, adopted);
  return isMap(value) && Object.getPrototypeOf(value) === null && isPlainData(value) ? new OwnMap(Object.keys(value).map((key) => [key, adopted(value[key] ?? null)])).asValue() : value;
}

/** Variables of hosts may be made when they are read. */
function isPlainData(map: ValueMap): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(map)).every((property) => "value" in property);
}

/** A value as it leaves the template, or is written: a copy that later changes do not reach. */
export function settled(value: Value): Value {
  if (value instanceof OwnList) return Array.from(value, settled);
  if (isMap(value) && (value instanceof OwnMap || objectOf(value) !== undefined)) return mapOf(Object.keys(value).map((key) => [key, settled(value[key] ?? null)]));
  return value;
}
