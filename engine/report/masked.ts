import type { Mask } from "#engine/core/mask.js";

/** A copy of plain data with every known secret in it replaced: in texts, in keys, in numbers that spell one. Class instances stay as they are: they know how to print themselves. */
export function masked<T>(value: T, mask: Mask): T {
  return deep(value, mask, false) as T;
}

/** `data`: within what a task gave or was given, where a text may be nothing but a short secret; elsewhere it may be a word of an event. */
function deep(value: unknown, mask: Mask, data: boolean): unknown {
  if (typeof value === "string") return data ? mask.whole(value) : mask.text(value);
  if (typeof value === "number") return numberOf(value, mask);
  if (Array.isArray(value)) return value.map((each) => deep(each, mask, data));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [mask.text(key), deep(each, mask, data || DATA.has(key))]));
}

/** Keys of events under which values of users and hosts stand. */
const DATA: ReadonlySet<string> = new Set(["values", "item", "params"]);

function numberOf(value: number, mask: Mask): number | string {
  const text = String(value);
  return mask.text(text) === text ? value : "***";
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
