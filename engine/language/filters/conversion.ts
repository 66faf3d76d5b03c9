import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { typeFault, type Fault } from "../fault.js";
import { anything, anyText, integer, number, optional, required, sequence, text } from "../reading.js";
import { truth } from "../comparison.js";
import { kindOf } from "../python-text.js";
import { sizeFilters } from "./sizes.js";

const TRUE = new Set(["yes", "on", "1", "true", "y", "t"]);
const FALSE = new Set(["no", "off", "0", "false", "n", "f", ""]);

/** Filters that turn a value into one of another type. */
export const conversionFilters: Readonly<Record<string, Definition>> = {
  bool: define({
    doc: "bool: yes, on, 1, true, y, t as true; no, off, 0, false, n, f, '' and none as false. Other strings are an error (Ansible reads them as false).",
    input: anything, apply: readBoolean,
  }),
  int: define({
    doc: "int(default=0, base=10): a whole number; `default` when it is none, cutting off what follows the decimal point.",
    input: anything, params: { default: optional(anything, 0), base: optional(integer, 10) }, sealNumbers: true,
    apply: (value, { default: otherwise, base }) => {
      if (typeof value === "boolean") return Number(value);
      const read = typeof value === "string" ? parseInteger(value, base) ?? readFloat(value) : value;
      return typeof read === "number" && Number.isFinite(read) ? Math.trunc(read) : otherwise;
    },
  }),
  float: define({
    doc: "float(default=0.0): a number; `default` when it is none.",
    input: anything, params: { default: optional(anything, 0) }, sealNumbers: true,
    apply: (value, { default: otherwise }) => typeof value === "string" ? readFloat(value) ?? otherwise : number.read(value) ?? otherwise,
  }),
  string: define({ doc: "string: the value as text.", input: anyText, apply: (value) => value }),
  list: define({ doc: "list: the items of a list, the keys of a dictionary, the characters of a string.", input: sequence, secrets: "carried", apply: (value) => value }),
  ternary: define({
    doc: "ternary(true_val, false_val, none_val): the first when the value is true, else the second; the third for none, if given.",
    input: anything, secrets: "carried",
    params: { true_val: required(anything), false_val: required(anything), none_val: optional(anything, null) },
    apply: (value, { true_val: yes, false_val: no, none_val: none }) => {
      if (value === null && none !== null) return none;
      const answer = truth(value);
      return typeof answer === "boolean" ? (answer ? yes : no) : answer;
    },
  }),
  length: define({
    doc: "length: how many items, keys or characters.", input: anything, secrets: "carried", apply: lengthOf,
  }),
  count: define({ doc: "count: the same as length.", input: anything, secrets: "carried", apply: lengthOf }),
  ...sizeFilters,
};

function readBoolean(value: Value): boolean | Fault {
  if (typeof value === "boolean" || value === null) return value ?? false;
  const word = text.read(value)?.trim().toLowerCase();
  if (word !== undefined && TRUE.has(word)) return true;
  if (word !== undefined && FALSE.has(word)) return false;
  return typeFault(`${typeof value === "string" ? `"${value}"` : kindOf(value)} is neither yes nor no`, "Use `is truthy` to ask whether it is empty.");
}

/** What Python's float() reads. */
function readFloat(written: string): number | undefined {
  const word = /^\s*([-+]?)(inf|infinity|nan)\s*$/i.exec(written);
  if (word !== null) return word[2]?.toLowerCase() === "nan" ? Number.NaN : word[1] === "-" ? -Infinity : Infinity;
  return number.read(written.replace(/(?<=\d)_(?=\d)/g, "")) ?? undefined;
}

function parseInteger(text: string, base: number): number | undefined {
  const cleaned = text.trim().replaceAll("_", "").toLowerCase();
  if (base === 10) return number.read(cleaned) ?? undefined;
  const digits = cleaned.replace(base === 16 ? /^([-+]?)0x/ : base === 8 ? /^([-+]?)0o?/ : /^([-+]?)0b/, "$1") || "0";
  return isOfBase(digits, base) ? Number.parseInt(digits, base) : undefined;
}

function isOfBase(digits: string, base: number): boolean {
  return Array.from(digits.replace(/^[-+]/, "")).every((digit) => !Number.isNaN(Number.parseInt(digit, base)));
}

function lengthOf(value: Value): number | Fault {
  if (value instanceof Secret) return Array.from(value.reveal()).length;
  if (typeof value === "string") return Array.from(value).length;
  if (isList(value)) return value.length;
  return isMap(value) ? Object.keys(value).length : typeFault(`It works on a list, a dictionary or a string, not on ${kindOf(value)}`);
}
