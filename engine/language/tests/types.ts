import { OMIT, isList, isMap, type Value } from "#engine/core/value.js";
import { Secret } from "#engine/core/secret.js";
import { define, type Definition } from "../definition.js";
import { isTemporal } from "../date-arithmetic.js";
import { anything, text } from "../reading.js";

/** Tests of what kind of value it is. */
export const typeTests: Readonly<Record<string, Definition>> = {
  none: kind("none: whether it is none (null in YAML).", (value) => value === null),
  boolean: kind("boolean: whether it is true or false.", (value) => typeof value === "boolean"),
  true: kind("true: whether it is exactly true.", (value) => value === true),
  false: kind("false: whether it is exactly false.", (value) => value === false),
  integer: kind("integer: whether it is a whole number (1.0 is one here).", (value) => Number.isInteger(value)),
  float: kind("float: whether it is a number that is not whole.", (value) => typeof value === "number" && !Number.isInteger(value)),
  number: kind("number: whether it is a number.", (value) => typeof value === "number" || typeof value === "boolean"),
  string: kind("string: whether it is a string.", (value) => typeof value === "string" || value instanceof Secret),
  mapping: kind("mapping: whether it is a dictionary.", (value) => isMap(value) && !isTemporal(value)),
  sequence: kind("sequence: whether it is a list, a string or a dictionary.", (value) => isIterable(value)),
  iterable: kind("iterable: whether it is a list, a string or a dictionary.", (value) => isIterable(value)),
  callable: kind("callable: nothing can be called here.", () => false),
  escaped: kind("escaped: nothing is marked as escaped here.", () => false),
  filter: define({ doc: "filter: whether there is a filter of this name.", input: text, apply: (value, _, call) => call.filter(value) !== undefined }),
  test: define({ doc: "test: whether there is a test of this name.", input: text, apply: (value, _, call) => call.test(value) !== undefined }),
  omit: kind("omit: whether it is the value of `omit`.", (value) => value === OMIT),
  lower: define({ doc: "lower: whether it is in small letters.", input: text, apply: (value) => value === value.toLowerCase() && value !== value.toUpperCase() }),
  upper: define({ doc: "upper: whether it is in capital letters.", input: text, apply: (value) => value === value.toUpperCase() && value !== value.toLowerCase() }),
};

function kind(doc: string, is: (value: Value) => boolean): Definition {
  return define({ doc, input: anything, secrets: "carried", apply: is });
}

function isIterable(value: Value): boolean {
  return typeof value === "string" || value instanceof Secret || isList(value) || isMap(value);
}
