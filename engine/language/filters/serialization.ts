import { isList, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { toJson } from "../json-text.js";
import { anything, flag, integer, maybe, optional, text, type Reading } from "../reading.js";
import { plainValue } from "../plain-value.js";

const separators: Reading<readonly [string, string]> = {
  name: "two texts",
  read: (value) => isList(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string" ? [value[0], value[1]] : undefined,
};
const ascii = { ensure_ascii: optional(flag, true), separators: maybe(separators) } as const;
const shape = { indent: maybe(integer), sort_keys: optional(flag, false), ...ascii } as const;

/** Filters between values and texts of JSON. */
export const serializationFilters: Readonly<Record<string, Definition>> = {
  to_json: define({ doc: "to_json(indent, sort_keys=false, ensure_ascii=true, separators): JSON in one line, spaced as Python does.", input: anything, params: shape, named: true, apply: (value, args) => write(value, args) }),
  tojson: define({ doc: "tojson(indent): JSON with sorted keys, and < > & ' escaped, as Jinja's own filter writes it.", input: anything, params: { indent: maybe(integer) }, apply: (value, { indent }) => htmlSafe(toJson(value, { indent: indent ?? undefined, sort: true, ascii: true })) }),
  to_nice_json: define({ doc: "to_nice_json(indent=4, sort_keys=true): JSON for people.", input: anything, params: { indent: optional(integer, 4), sort_keys: optional(flag, true), ...ascii }, named: true, apply: (value, args) => write(value, args) }),
  from_json: define({ doc: "from_json: the value of a JSON text.", input: text, apply: fromJson }),
};

interface Wishes { readonly indent: number | null | undefined; readonly sort_keys: boolean; readonly ensure_ascii: boolean; readonly separators: readonly [string, string] | null | undefined }

function write(value: Value, { indent, sort_keys: sort, ensure_ascii: onlyAscii, separators: between }: Wishes): string {
  return toJson(value, { indent: indent ?? undefined, sort, ascii: onlyAscii, separators: between ?? undefined });
}

function htmlSafe(json: string): string {
  return json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026").replaceAll("'", "\\u0027");
}

function fromJson(json: string): Value | Fault {
  try {
    const value = plainValue(JSON.parse(json));
    return value === undefined ? new Fault("bad-json", "It is nested too deep") : value;
  } catch (error) {
    return new Fault("bad-json", `It is not valid JSON: ${error instanceof Error ? error.message : "syntax error"}`);
  }
}
