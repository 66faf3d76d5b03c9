import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { typeFault, type Fault } from "../fault.js";
import { anything, anyText, flag, integer, number, optional, required, sequence, text } from "../reading.js";
import { truth } from "../comparison.js";
import { kindOf } from "../python-text.js";

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
      const read = typeof value === "string" ? parseInteger(value, base) : value;
      return typeof read === "number" && Number.isFinite(read) ? Math.trunc(read) : otherwise;
    },
  }),
  float: define({
    doc: "float(default=0.0): a number; `default` when it is none.",
    input: anything, params: { default: optional(anything, 0) }, sealNumbers: true,
    apply: (value, { default: otherwise }) => number.read(value) ?? otherwise,
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
  human_readable: define({
    doc: "human_readable(isbits=false, unit): 1048576 as `1.00 MB`.",
    input: number, params: { isbits: optional(flag, false), unit: optional(text, "") }, apply: (bytes, { isbits, unit }) => humanReadable(bytes, isbits, unit),
  }),
  human_to_bytes: define({
    doc: "human_to_bytes(default_unit): `1.5 GB` as 1610612736.",
    input: text, params: { default_unit: optional(text, ""), isbits: optional(flag, false) }, apply: (size, { default_unit: unit }) => bytesOf(size, unit),
  }),
};

function readBoolean(value: Value): boolean | Fault {
  if (typeof value === "boolean" || value === null) return value ?? false;
  const word = text.read(value)?.trim().toLowerCase();
  if (word !== undefined && TRUE.has(word)) return true;
  if (word !== undefined && FALSE.has(word)) return false;
  return typeFault(`${typeof value === "string" ? `"${value}"` : kindOf(value)} is neither yes nor no`, "Use `is truthy` to ask whether it is empty.");
}

function parseInteger(text: string, base: number): number {
  const cleaned = text.trim().replaceAll("_", "").toLowerCase();
  if (base === 10) return number.read(cleaned) ?? Number.NaN;
  const digits = cleaned.replace(base === 16 ? /^([-+]?)0x/ : base === 8 ? /^([-+]?)0o?/ : /^([-+]?)0b/, "$1") || "0";
  return isOfBase(digits, base) ? Number.parseInt(digits, base) : Number.NaN;
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

const UNITS = ["Y", "Z", "E", "P", "T", "G", "M", "K", "B"];

function sizeOf(unit: string): number {
  return unit === "B" ? 1 : 1024 ** (8 - UNITS.indexOf(unit));
}

function humanReadable(bytes: number, isbits: boolean, unit: string): string {
  const wanted = unit.slice(0, 1).toUpperCase();
  const fitting = UNITS.includes(wanted) ? wanted : UNITS.find((each) => bytes >= sizeOf(each)) ?? "B";
  const base = isbits ? "bits" : "Bytes";
  const suffix = fitting === "B" ? base : `${fitting}${isbits ? "b" : "B"}`;
  return `${(bytes / sizeOf(fitting)).toFixed(2)} ${suffix}`;
}

function bytesOf(size: string, defaultUnit: string): number | Fault {
  const match = /^\s*(\d*\.?\d+)\s*([A-Za-z]*)\s*$/.exec(size);
  if (match === null) return typeFault(`"${size}" is not a size`, "Write it like `512 MB`.");
  const unit = (match[2] !== undefined && match[2] !== "" ? match[2] : defaultUnit).slice(0, 1).toUpperCase() || "B";
  return UNITS.includes(unit) ? Math.round(Number(match[1]) * sizeOf(unit)) : typeFault(`"${unit}" is not a unit of size`);
}
