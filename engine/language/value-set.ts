import { Secret } from "#engine/core/secret.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { equals } from "./comparison.js";
import { isTemporal } from "./date-arithmetic.js";
import { textOf } from "./python-text.js";

/** Values, each once, by the language's own equality; asking is quick however many there are. */
export class ValueSet {
  readonly #known = new Set<string>();
  /** Those that hold something unknown, and with them all others, in case something unknown is asked for. */
  readonly #unclear: Value[] = [];
  readonly #all: Value[] = [];

  constructor(values: Iterable<Value> = []) {
    for (const value of values) this.add(value);
  }

  add(value: Value): void {
    const key = keyOf(value);
    this.#all.push(value);
    if (key === undefined) this.#unclear.push(value);
    else this.#known.add(key);
  }

  /** Whether the value is among them; unknown when that hangs on an unknown part. */
  has(value: Value): boolean | Unknown {
    const key = keyOf(value);
    if (key !== undefined && this.#known.has(key)) return true;
    let unknown: Unknown | undefined;
    for (const each of key === undefined ? this.#all : this.#unclear) {
      const answer = equals(each, value);
      if (answer === true) return true;
      if (answer !== false) unknown ??= answer;
    }
    return unknown ?? false;
  }
}

/** A text that two values share just when they are equal; undefined for a value with an unknown part. */
export function keyOf(value: Value): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return String(Number(value) + 0);
  if (value === null) return "null";
  if (value instanceof Secret) return JSON.stringify(value.reveal());
  return value instanceof Unknown ? undefined : keyOfContainer(value);
}

function keyOfContainer(value: Value): string | undefined {
  if (isTemporal(value)) return `date ${textOf(value)}`;
  if (isList(value)) return joined(value.map(keyOf), "[]");
  if (!isMap(value)) return "omit";
  return joined(Object.keys(value).sort().map((key) => { const inner = keyOf(value[key] ?? null); return inner && `${JSON.stringify(key)}:${inner}`; }), "{}");
}

function joined(keys: readonly (string | undefined)[], brackets: "[]" | "{}"): string | undefined {
  return keys.includes(undefined) ? undefined : `${brackets.charAt(0)}${keys.join(",")}${brackets.charAt(1)}`;
}
