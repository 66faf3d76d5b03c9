import { Secret } from "#engine/core/secret.js";
import { isList, Unknown, type Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { kindOf } from "./python-text.js";

/** The bounds of a slice; undefined where nothing is written. */
export interface Bounds { readonly from: Value | undefined; readonly to: Value | undefined; readonly step: Value | undefined }

/** `target[from:to:step]` of a list or a string, as Python cuts. */
export function slice(target: Value, bounds: Bounds): Value | Fault {
  if (target instanceof Unknown) return target;
  const numbers = readBounds(bounds);
  if (numbers instanceof Fault || numbers instanceof Unknown) return numbers;
  if (isList(target)) return pick(target, numbers);
  if (typeof target === "string") return pick(Array.from(target), numbers).join("");
  if (target instanceof Secret) return target.derive((text) => pick(Array.from(text), numbers).join(""));
  return typeFault(`Only lists and strings can be sliced, not ${kindOf(target)}`);
}

interface Numbers { readonly from: number | undefined; readonly to: number | undefined; readonly step: number }

function readBounds({ from, to, step }: Bounds): Numbers | Fault | Unknown {
  for (const bound of [from, to, step]) {
    if (bound instanceof Unknown) return bound;
    if (bound !== undefined && bound !== null && !Number.isInteger(bound)) return typeFault(`The bounds of a slice are integers, not ${kindOf(bound)}`);
  }
  const stride = typeof step === "number" ? step : 1;
  if (stride === 0) return typeFault("The step of a slice cannot be 0");
  return { from: typeof from === "number" ? from : undefined, to: typeof to === "number" ? to : undefined, step: stride };
}

function pick<T>(items: readonly T[], { from, to, step }: Numbers): T[] {
  const count = items.length;
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? count : count - 1;
  const start = from === undefined ? (step > 0 ? lowest : highest) : clamp(from, count, lowest, highest);
  const stop = to === undefined ? (step > 0 ? highest : lowest) : clamp(to, count, lowest, highest);
  const picked: T[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) picked.push(items[index] as T);
  return picked;
}

function clamp(bound: number, count: number, ...[lowest, highest]: [number, number]): number {
  return Math.min(Math.max(bound < 0 ? bound + count : bound, lowest), highest);
}
