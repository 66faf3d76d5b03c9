import { Secret } from "#engine/core/secret.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { typeFault } from "./fault.js";
import type { Outcome } from "./outcome.js";
import { kindOf, numberText } from "./python-text.js";
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
  if (isMap(target)) return Object.hasOwn(target, name) ? target[name] ?? null : noKey(target, name, reader);
  return missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no "${name}"`, name, reader);
}

/** `target[key]`: an item of a list (from the end when negative), an own key of a dictionary, a character of a string. */
export function readItem(target: Value, key: Value, reader: Reader = NOWHERE): Outcome {
  if (target instanceof Unknown) return target;
  if (key instanceof Unknown) return key;
  const index = key instanceof Secret ? key.reveal() : key;
  if (isMap(target)) return readKey(target, index, reader);
  if (typeof index !== "number") return missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no ${describeKey(index)}`, "", reader);
  if (isList(target)) return itemAt(target, index, reader);
  if (typeof target === "string") return itemAt(Array.from(target), index, reader);
  if (target instanceof Secret) return target.derive((value) => Array.from(value).at(index) ?? "");
  return missing(`${quotedLabel(reader)} is ${kindOf(target)} and has no items`, "", reader);
}

function readKey(target: Readonly<Record<string, Value>>, key: Value, reader: Reader): Outcome {
  const name = typeof key === "number" ? numberText(key) : key;
  if (typeof name !== "string") return typeFault(`A dictionary has no key that is ${kindOf(key)}`);
  return Object.hasOwn(target, name) ? target[name] ?? null : noKey(target, name, reader);
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
