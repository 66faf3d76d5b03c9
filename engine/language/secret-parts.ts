import { Secret } from "#engine/core/secret.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";

/**
 * The only file of this room that looks into secrets: text functions and comparisons need the text. Whoever opens a value
 * seals what is made of it, so that a secret's descendants are secrets.
 */
export interface Opened {
  /** The value with plain text in place of its secrets. */
  readonly value: Value;
  readonly hadSecret: boolean;
  /** The first unknown part, which makes anything computed from the whole unknown. */
  readonly unknown: Unknown | undefined;
}

/** Opens a value, at any depth. */
export function open(value: Value): Opened {
  if (value instanceof Secret) return { value: value.reveal(), hadSecret: true, unknown: undefined };
  if (value instanceof Unknown) return { value, hadSecret: false, unknown: value };
  if (typeof value !== "object" || value === null) return { value, hadSecret: false, unknown: undefined };
  if (isList(value)) return openList(value);
  return isMap(value) ? openMap(value) : { value, hadSecret: false, unknown: undefined };
}

function openList(list: readonly Value[]): Opened {
  const parts = list.map(open);
  const hadSecret = parts.some((part) => part.hadSecret);
  return { value: hadSecret ? parts.map((part) => part.value) : list, hadSecret, unknown: parts.find((part) => part.unknown)?.unknown };
}

function openMap(map: Readonly<Record<string, Value>>): Opened {
  const parts = Object.keys(map).map((key) => [key, open(map[key] ?? null)] as const);
  const hadSecret = parts.some(([, part]) => part.hadSecret);
  const value = hadSecret ? mapOf(parts.map(([key, part]) => [key, part.value])) : map;
  return { value, hadSecret, unknown: parts.find(([, part]) => part.unknown)?.[1].unknown };
}

/** Makes every text in a value secret again. Booleans stay, since conditions need them; numbers stay unless `numbers`. */
export function seal(value: Value, numbers = false): Value {
  if (typeof value === "string") return new Secret(value);
  if (typeof value === "number") return numbers ? new Secret(String(value)) : value;
  if (isList(value)) return value.map((item) => seal(item, numbers));
  return isMap(value) ? mapOf(Object.keys(value).map((key) => [key, seal(value[key] ?? null, numbers)])) : value;
}

/** A secret's text for a comparison whose answer is all that remains; other values as they are. */
export function comparable(value: Value): Value {
  return value instanceof Secret ? value.reveal() : value;
}

/** The text of a secret that may be a template. Whoever renders it seals the result. */
export function textIn(secret: Secret): string {
  return secret.reveal();
}

/** A dictionary without a prototype, so that a key such as `__proto__` is a key like any other. */
export function mapOf(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  const map = Object.create(null) as Record<string, Value>;
  for (const [key, value] of entries) map[key] = value;
  return map;
}
