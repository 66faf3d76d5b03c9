import { isList, isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { compareDates, isTemporal } from "./date-arithmetic.js";
import { typeFault, type Fault } from "./fault.js";
import { kindOf } from "./python-text.js";
import { comparable } from "./secret-parts.js";

/** Whether two values are equal as in Python (1 == True, lists and dictionaries by their content); unknown when it hangs on an unknown part. */
export function equals(left: Value, right: Value): boolean | Unknown {
  const a = comparable(left);
  const b = comparable(right);
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (a === b) return true;
  return equalContainers(a, b) ?? equalNumbers(a, b);
}

function equalContainers(a: Value, b: Value): boolean | Unknown | undefined {
  if (isTemporal(a) || isTemporal(b)) return compareDates(a, b) === 0;
  if (isList(a)) return isList(b) && equalLists(a, b);
  return isMap(a) ? isMap(b) && equalMaps(a, b) : undefined;
}

function equalNumbers(a: Value, b: Value): boolean {
  return typeof a !== "string" && typeof b !== "string" && numeric(a) !== undefined && numeric(a) === numeric(b);
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean | Unknown {
  return a.length === b.length && every(a.map((item, index) => equals(item, b[index] ?? null)));
}

function equalMaps(a: ValueMap, b: ValueMap): boolean | Unknown {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return false;
  return every(keys.map((key) => equals(a[key] ?? null, b[key] ?? null)));
}

/** False if any is false, else unknown if any is, else true. */
function every(answers: readonly (boolean | Unknown)[]): boolean | Unknown {
  if (answers.includes(false)) return false;
  return answers.find((answer) => answer instanceof Unknown) ?? true;
}

/** A number, or a boolean as Python counts it; anything else is not numeric. */
export function numeric(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "boolean" ? Number(value) : undefined;
}

/** Negative, zero or positive as `left` sorts before, with or after `right`; values of unlike kinds have no order. */
export function order(left: Value, right: Value): number | Unknown | Fault {
  const a = comparable(left);
  const b = comparable(right);
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return x - y;
  if (isList(a) && isList(b)) return orderLists(a, b);
  const dates = compareDates(a, b);
  if (dates !== undefined) return dates;
  return typeFault(`Cannot compare ${kindOf(left)} with ${kindOf(right)}`, hintFor(a, b));
}

function hintFor(a: Value, b: Value): string | undefined {
  const mixed = (typeof a === "string" && typeof b === "number") || (typeof a === "number" && typeof b === "string");
  return mixed ? "Turn the string into a number with `| int` (or compare versions with `is version(...)`)." : undefined;
}

function orderLists(a: readonly Value[], b: readonly Value[]): number | Unknown | Fault {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const same = equals(a[index] ?? null, b[index] ?? null);
    if (same !== true) return same === false ? order(a[index] ?? null, b[index] ?? null) : same;
  }
  return a.length - b.length;
}

/** By code point, as Python sorts; JavaScript's own order differs beyond the basic plane. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : Number(isSurrogate(x)) - Number(isSurrogate(y));
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** `item in container`: an item of a list, a part of a string, a key of a dictionary. */
export function contains(container: Value, item: Value): boolean | Unknown | Fault {
  const inside = comparable(container);
  const looked = comparable(item);
  if (inside instanceof Unknown) return inside;
  if (isList(inside)) return containsItem(inside, looked);
  if (looked instanceof Unknown) return looked;
  if (typeof inside === "string") {
    return typeof looked === "string" ? inside.includes(looked) : typeFault(`Cannot look for ${kindOf(item)} in a string`, "Turn it into a string with `| string`.");
  }
  if (isMap(inside)) return typeof looked === "string" && Object.hasOwn(inside, looked);
  return typeFault(`Cannot look for something in ${kindOf(container)}`, "`in` needs a list, a string or a dictionary on its right.");
}

function containsItem(list: readonly Value[], item: Value): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const each of list) {
    const same = equals(each, item);
    if (same === true) return true;
    if (same !== false) unknown ??= same;
  }
  return unknown ?? false;
}

/** Python's truth: none, false, 0, "", [] and {} are false, all else is true. */
export function truth(value: Value): boolean | Unknown {
  const plain = comparable(value);
  if (plain instanceof Unknown) return plain;
  if (isList(plain)) return plain.length > 0;
  if (isMap(plain)) return Object.keys(plain).length > 0;
  return Boolean(plain);
}
