import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import type { Param } from "./definition.js";
import { textOf } from "./python-text.js";

/** Turns a value into what a definition works on; undefined when it is of the wrong kind. */
export interface Reading<T> {
  /** In a sentence: "a string". */
  readonly name: string;
  read(value: Value): T | undefined;
}

/** A string; numbers and booleans are written out, as Jinja's text filters do. */
export const text: Reading<string> = {
  name: "a string",
  read: (value) => typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? textOf(value) : undefined,
};

/** Anything, written out as `str()` does. */
export const anyText: Reading<string> = { name: "a value", read: textOf };

/** A number, or a string that holds one. */
export const number: Reading<number> = { name: "a number", read: readNumber };

/** A whole number. */
export const integer: Reading<number> = {
  name: "an integer",
  read: (value) => { const read = readNumber(value); return read !== undefined && Number.isInteger(read) ? read : undefined; },
};

function readNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" && /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** A boolean. */
export const flag: Reading<boolean> = { name: "a boolean", read: (value) => typeof value === "boolean" ? value : typeof value === "number" ? value !== 0 : undefined };

/** A list. */
export const list: Reading<readonly Value[]> = { name: "a list", read: (value) => isList(value) ? value : undefined };

/** What Python can walk over: a list, the keys of a dictionary, the characters of a string. */
export const sequence: Reading<readonly Value[]> = {
  name: "a list",
  read: (value) => isList(value) ? value : isMap(value) ? Object.keys(value) : typeof value === "string" ? Array.from(value)
    : value instanceof Secret ? Array.from(value.reveal(), (character) => new Secret(character)) : undefined,
};

/** A dictionary. */
export const map: Reading<ValueMap> = { name: "a dictionary", read: (value) => isMap(value) ? value : undefined };

/** Any value. */
export const anything: Reading<Value> = { name: "a value", read: (value) => value };

/** A required parameter. */
export function required<T>(reading: Reading<T>): Param<T> {
  return { reading };
}

/** A parameter that is `fallback` when left out. */
export function optional<T>(reading: Reading<T>, fallback: T): Param<T> {
  return { reading, fallback: { value: fallback } };
}

/** A parameter that is undefined when left out, or given as none. */
export function maybe<T>(reading: Reading<T>): Param<T | undefined | null> {
  return { reading: { name: reading.name, read: (value) => value === null ? null : reading.read(value) }, fallback: { value: undefined } };
}
