import { Secret } from "#engine/core/secret.js";
import { isMap, Unknown, type Value } from "#engine/core/value.js";
import { typeFault } from "./fault.js";
import { Group } from "./group.js";
import type { Outcome } from "./outcome.js";
import { kindOf, numberText } from "./python-text.js";
import { sequence } from "./reading.js";
import type { Span } from "./source.js";
import { Undefined } from "./undefined.js";

/** Where a value is read, for the sentence about what is missing. */
export interface Reader {
  /** The read value as it is written, such as `result.stat`. */
  readonly label: string;
  readonly span: Span;
}

const NOWHERE: Reader = { label: "the value", span: { start: 0, end: 0 } };
const METHODS_OF_MAPS = ["items", "keys", "values", "get"];

/** `target.name`: an own key of a dictionary. Nothing else has attributes. */
export function readAttribute(target: Value, name: string, reader: Reader = NOWHERE): Outcome {
  if (target instanceof Unknown) return target;
  if (isMap(target)) return ownValue(target, name, () => noKey(target, name, reader));
  const part = target instanceof Group ? target.part(name) : undefined;
  return part !== undefined ? part : missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no "${name}"`, name, reader);
}

/** `target[key]`: an item of a list (from the end when negative), an own key of a dictionary, a character of a string. */
export function readItem(target: Value, key: Value, reader: Reader = NOWHERE): Outcome {
  if (target instanceof Unknown) return target;
  if (key instanceof Unknown) return key;
  if (isMap(target)) return key instanceof Secret ? readSecretKey(target, key, reader) : readKey(target, key, reader);
  if (typeof key !== "number") return missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no ${describeKey(key)}`, "", reader);
  const items = sequence.read(target);
  return items === undefined ? missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no items`, "", reader) : itemAt(items, key, reader);
}

/** The key must not turn up in what is said when it is missing. */
function readSecretKey(target: Readonly<Record<string, Value>>, key: Secret, reader: Reader): Outcome {
  const name = key.reveal();
  return ownValue(target, name, () => missing(`${quotedLabel(reader)} has no such (secret) key`, "", reader));
}

function readKey(target: Readonly<Record<string, Value>>, key: Value, reader: Reader): Outcome {
  const name = typeof key === "number" ? numberText(key) : key;
  if (typeof name !== "string") return typeFault(`A dictionary has no key that is ${kindOf(key)}`);
  return ownValue(target, name, () => noKey(target, name, reader));
}

/** The value of an own key. Those of hostvars are made when they are read, and may turn out not to be there. */
function ownValue(target: Readonly<Record<string, Value>>, name: string, otherwise: () => Undefined): Outcome {
  const value = Object.hasOwn(target, name) ? target[name] : undefined;
  return value === undefined ? otherwise() : value;
}

function itemAt(items: readonly Value[], index: number, reader: Reader): Outcome {
  const item = Number.isInteger(index) ? items.at(index) : undefined;
  return item ?? (Number.isInteger(index) && index < items.length && index >= -items.length ? null : missing(`${quotedLabel(reader)} has ${items.length} items, there is no item ${index}`, "", reader));
}

function noKey(target: Readonly<Record<string, Value>>, name: string, reader: Reader): Undefined {
  const hint = METHODS_OF_MAPS.includes(name) ? `Call the method: \`.${name}()\`.` : undefined;
  return new Undefined({ message: `${quotedLabel(reader)} has no "${name}"`, name, known: () => Object.keys(target), span: reader.span, ...(hint !== undefined && { hint }) });
}

function missing(message: string, name: string, reader: Reader): Undefined {
  return new Undefined({ message, name, known: () => [], span: reader.span });
}

function quotedLabel({ label }: Reader): string {
  return label.startsWith("the ") ? label.replace(/^t/, "T") : `"${label}"`;
}

function describeKey(key: Value): string {
  return typeof key === "string" ? `"${key}"` : `item that is ${kindOf(key)}`;
}

/** `"a.b.0"` as the `attribute` of map, selectattr, sort and others: keys, and numbers for items of lists. */
export function readPath(value: Value, path: string): Outcome {
  let at: Outcome = value;
  for (const step of path.split(".")) {
    if (at instanceof Undefined) return at;
    at = /^\d+$/.test(step) && !isMap(at as Value) ? readItem(at as Value, Number(step), { ...NOWHERE, label: "the item" }) : readAttribute(at as Value, step, { ...NOWHERE, label: "the item" });
  }
  return at;
}
