import type { Mask } from "#engine/core/mask.js";

/** A copy of plain data with every known secret in it replaced: in texts, in keys, in numbers that spell one. Class instances stay as they are: they know how to print themselves. */
export function masked<T>(value: T, mask: Mask): T {
  return deep(value, mask) as T;
}

function deep(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask.text(value);
  if (typeof value === "number") return numberOf(value, mask);
  if (Array.isArray(value)) return value.map((each) => deep(each, mask));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [mask.text(key), deep(each, mask)]));
}

function numberOf(value: number, mask: Mask): number | string {
  const text = String(value);
  return mask.text(text) === text ? value : "***";
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
