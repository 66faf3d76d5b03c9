import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { toJson } from "../json-text.js";
import { anything, flag, integer, maybe, optional, text } from "../reading.js";
import { plainValue } from "../plain-value.js";

const shape = { indent: maybe(integer), sort_keys: optional(flag, false), ensure_ascii: optional(flag, true) } as const;

/** Filters between values and texts of JSON. */
export const serializationFilters: Readonly<Record<string, Definition>> = {
  to_json: define({ doc: "to_json(indent, sort_keys=false, ensure_ascii=true): JSON in one line, spaced as Python does.", input: anything, params: shape, named: true, apply: (value, { indent, sort_keys: sort, ensure_ascii: ascii }) => toJson(value, { indent: indent ?? undefined, sort, ascii }) }),
  tojson: define({ doc: "tojson(indent): JSON with sorted keys, and < > & ' escaped, as Jinja's own filter writes it.", input: anything, params: { indent: maybe(integer) }, apply: (value, { indent }) => htmlSafe(toJson(value, { indent: indent ?? undefined, sort: true, ascii: true })) }),
  to_nice_json: define({ doc: "to_nice_json(indent=4, sort_keys=true): JSON for people.", input: anything, params: { indent: optional(integer, 4), sort_keys: optional(flag, true), ensure_ascii: optional(flag, true) }, named: true, apply: (value, { indent, sort_keys: sort, ensure_ascii: ascii }) => toJson(value, { indent, sort, ascii }) }),
  from_json: define({ doc: "from_json: the value of a JSON text.", input: text, apply: fromJson }),
};

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
