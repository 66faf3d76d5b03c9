import type { Value } from "#engine/core/value.js";
import { mapOf } from "./secret-parts.js";

/** Deeper data is a mistake or an attack, and would exhaust the stack of whoever walks it. */
const DEEPEST = 500;

/** What a parser of JSON or YAML gave, as a value: dictionaries without a prototype; undefined when it is nested too deep. */
export function plainValue(parsed: unknown, depth = 0): Value | undefined {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(parsed)) return all(parsed.map((each) => plainValue(each, depth + 1)));
  if (typeof parsed !== "object" || parsed === null) return typeof parsed === "string" || typeof parsed === "number" || typeof parsed === "boolean" ? parsed : null;
  const values = all(Object.values(parsed).map((each) => plainValue(each, depth + 1)));
  return values && mapOf(Object.keys(parsed).map((key, index) => [key, values[index] ?? null]));
}

function all(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  return values.includes(undefined) ? undefined : values.filter((value) => value !== undefined);
}
