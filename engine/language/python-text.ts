import { Secret } from "#engine/core/secret.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { TemplateObject } from "./template-object.js";

/**
 * A value as Python's `str()` writes it, which is what Ansible puts into texts: `True`, `None`, `['a', 1]`, `{'k': 'v'}`.
 * A whole-number float is one exception: JavaScript has one kind of number, so `2.0` is written `2`.
 * Secrets must be opened before (they are written ***).
 */
export function textOf(value: Value): string {
  return typeof value === "string" ? value : representation(value);
}

/** A value as Python's `repr()` writes it: like `textOf`, with quotes round strings. */
export function representation(value: Value): string {
  switch (typeof value) {
    case "string": return quoted(value);
    case "number": return numberText(value);
    case "boolean": return value ? "True" : "False";
    default: return value === null ? "None" : objectText(value);
  }
}

function objectText(value: Exclude<Value, null | string | number | boolean>): string {
  if (value instanceof Secret) return "***";
  if (value instanceof Unknown) return "(unknown)";
  if (value instanceof TemplateObject) return value.what;
  if (isList(value)) return `[${value.map(representation).join(", ")}]`;
  if (!isMap(value)) return "(omit)";
  return `{${Object.keys(value).map((key) => `${quoted(key)}: ${representation(value[key] ?? null)}`).join(", ")}}`;
}

/** A value as Python's `ascii()` writes it: like `representation`, with everything beyond ASCII as an escape. */
export function asciiRepresentation(value: Value): string {
  return representation(value).replace(/[^\x20-\x7e]/gu, escapeCharacter);
}

/** A number as Python writes it: whole numbers without an exponent, exponents with two digits. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "0";
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const [mantissa = "", exponent] = exponentBelow(value).split("e");
  return exponent === undefined ? mantissa : `${mantissa}e${exponent[0] ?? ""}${exponent.slice(1).padStart(2, "0")}`;
}

/** Python changes to an exponent below 1e-4, JavaScript below 1e-6. */
function exponentBelow(value: number): string {
  return Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // eslint wants no control characters in a pattern literal, hence the class by Unicode category.
  const inside = text.replace(/[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
  return `${quote}${quote === "'" ? inside.replaceAll("'", "\\'") : inside}${quote}`;
}

function escapeCharacter(character: string): string {
  if (Object.hasOwn(ESCAPES, character)) return ESCAPES[character] ?? character;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** What kind of value it is, in the words of YAML's users. */
export function kindOf(value: Value): string {
  if (value === null) return "none";
  switch (typeof value) {
    case "string": return "a string";
    case "number": return Number.isInteger(value) ? "an integer" : "a number";
    case "boolean": return "a boolean";
    default: return kindOfObject(value);
  }
}

function kindOfObject(value: object): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Secret) return "a secret string";
  if (value instanceof Unknown) return "an unknown value";
  if (value instanceof TemplateObject) return value.kindName;
  return isMap(value as Value) ? "a dictionary" : "`omit`";
}
