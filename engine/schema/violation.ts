import type { ErrorObject } from "ajv/dist/2020.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isOpaque, isTemplate } from "./coerce.js";

/** Something a schema does not allow, in words. */
export interface Violation {
  readonly code: string;
  /** Keys and indices from the top to the value. */
  readonly path: readonly string[];
  /** The key that is wrong, where it is not the value. */
  readonly key?: string;
  readonly message: string;
  readonly hint?: string;
  /** The key that is not there. */
  readonly missing?: string;
}

/** Without "needs x" where another complaint says that x, or another name of it, was mistyped. */
export function withoutEchoes(all: readonly Violation[], namesOf: (key: string) => readonly string[] = (key) => [key]): readonly Violation[] {
  const meant = new Set(all.map((each) => (each.key === undefined ? undefined : each.hint)));
  return all.filter((each) => each.missing === undefined || !namesOf(each.missing).some((name) => meant.has(`Did you mean "${name}"?`)));
}

/** How a kind of dictionary speaks of its keys. */
export interface Wording {
  /** "a play", "a task": what lacks a key. */
  readonly owner: string;
  /** "a keyword of plays", "a parameter of apt": what an unknown key is not. */
  readonly keyIs: string;
  /** "keyword", "parameter": makes the code (unknown-keyword). */
  readonly keyKind: string;
  /** Where to find all keys, where there are too many to list. */
  readonly moreHelp?: string;
  /** Other names that a key may have, for guesses. */
  readonly moreKeys?: readonly string[];
}

/** ajv's errors in plain words. Values that still are templates, secret or unknown are not judged. */
export function violations(errors: readonly ErrorObject[], wording: Wording): readonly Violation[] {
  const judged = errors.filter((error) => !isOpaque(error.data) && !isTemplate(error.data));
  return judged.map((error) => violation(error, wording)).filter((each) => each !== undefined);
}

function violation(error: ErrorObject, wording: Wording): Violation | undefined {
  const path = error.instancePath.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = wrongKey(error, path, wording);
  if (key !== undefined) return key;
  const [message, hint] = wrongValue(error);
  return { code: "wrong-value", path, message: `${subject(path)} ${message}`, ...(hint !== undefined && { hint }), ...(error.keyword === "type" && { code: "wrong-type" }) };
}

function wrongKey(error: ErrorObject, path: readonly string[], wording: Wording): Violation | undefined {
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === "additionalProperties") return unknownKey(error, path, wording);
  if (error.keyword !== "required") return undefined;
  const name = String(params["missingProperty"]);
  const owner = path.length === 0 ? wording.owner : subject(path);
  return { code: `missing-${wording.keyKind}`, path, missing: name, message: `${owner} needs ${quoted(name)}` };
}

function unknownKey(error: ErrorObject, path: readonly string[], wording: Wording): Violation {
  const key = String((error.params as Readonly<Record<string, unknown>>)["additionalProperty"]);
  const known = Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
  const guesses = path.length === 0 ? [...known, ...wording.moreKeys ?? []] : known;
  const message = path.length === 0 ? `${quoted(key)} is not ${wording.keyIs}` : `${subject(path)} takes no ${quoted(key)}`;
  const hint = didYouMean(key, guesses) ?? (known.length <= FEW ? `Known are: ${known.sort().join(", ")}` : wording.moreHelp);
  return { code: `unknown-${wording.keyKind}`, path, key, message, ...(hint !== undefined && { hint }) };
}

/** So many names can be read at a glance. */
const FEW = 12;

type Words = readonly [message: string, hint?: string | undefined];

function wrongValue(error: ErrorObject): Words {
  const limit = String((error.params as Readonly<Record<string, unknown>>)["limit"]);
  switch (error.keyword) {
    case "type": return wrongType(error);
    case "enum": return wrongChoice(error);
    case "pattern": return [`has not the right form: ${shownIn(error)}`, describedPattern(error)];
    case "minimum": return [`must be at least ${limit}, not ${shownIn(error)}`];
    case "maximum": return [`must be at most ${limit}, not ${shownIn(error)}`];
    case "minLength": case "minItems": return ["must not be empty"];
    default: return [error.message ?? "is not right"];
  }
}

function wrongType(error: ErrorObject): Words {
  const types = error.schema;
  const wanted = (Array.isArray(types) ? types : [types]).filter((each) => each !== "null").map((each) => TYPES[String(each)] ?? String(each));
  const hint = wanted.includes("text") && typeof error.data === "boolean" ? `Put it in quotes if text is meant; YAML reads yes, no, on and off as ${TYPES["boolean"] ?? ""}` : undefined;
  return [`must be ${wanted.join(" or ")}, not ${shownIn(error)}`, hint];
}

function wrongChoice(error: ErrorObject): Words {
  const choices = (error.schema as readonly unknown[]).map(String);
  const list = choices.map((each) => each === "" ? '""' : each).join(", ");
  return [`must be one of ${list}, not ${shownIn(error)}`, typeof error.data === "string" ? didYouMean(error.data, choices) : undefined];
}

function describedPattern(error: ErrorObject): string {
  const description: unknown = error.parentSchema?.["description"];
  return typeof description === "string" ? description : `It must match ${String(error.schema)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: "true or false", integer: "a whole number", number: "a number", string: "text", array: "a list", object: "a dictionary", null: "empty",
};

/** The value an error is about; of a secret only that it is one. */
function shownIn(error: ErrorObject): string {
  return error.parentSchema?.["x-secret"] === true ? "***" : shown(error.data);
}

/** A value as a message shows it: short, and lists and dictionaries by their kind only. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a dictionary";
  if (typeof value !== "string") return `${typeof value === "number" ? "the number " : ""}${JSON.stringify(value)}`;
  return quoted(value.length > 60 ? `${value.slice(0, 60)}...` : value);
}

function quoted(text: string): string {
  return `"${text}"`;
}

/** The value at a path, as the user would name it: "loop_control.label", "name[2]" (from 1 would confuse those who count as YAML paths do). */
export function subject(path: readonly string[]): string {
  const name = path.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
  return quoted(name);
}
