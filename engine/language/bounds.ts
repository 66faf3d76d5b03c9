import { isList, isMap, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import type { Outcome } from "./outcome.js";

/** More characters, items or parts than this are a slip, or an attack; what is made of them would be larger still. */
const LARGEST = 10_000_000;

/** The same for what filters give: others take it apart, character by character. */
const LONGEST = 5_000_000;

/** How many parts the lists and dictionaries have that expressions put together, each part counted where it stands: one list may stand in another many times. */
const sizes = new WeakMap<object, number>();

/** A list or dictionary made of these parts, or a fault when it is too large to be written down. */
export function bounded<T extends Value>(made: T, parts: readonly Value[]): T | Fault {
  const size = parts.reduce<number>((sum, part) => sum + sizeOf(part), 1);
  if (size > LARGEST) return new Fault("too-large", `The value would have more than ${LARGEST} parts`);
  if (isList(made) || isMap(made)) sizes.set(made, size);
  return made;
}

function sizeOf(value: Value): number {
  return typeof value === "object" && value !== null ? sizes.get(value) ?? 1 : 1;
}

/** The result of a filter, or a fault when it is too large to go on with. */
export function boundedResult(outcome: Outcome): Outcome {
  const tooLarge = typeof outcome === "string" ? outcome.length > LONGEST : Array.isArray(outcome) && outcome.length > LONGEST;
  return tooLarge ? new Fault("too-large", `The result has more than ${LONGEST} characters or items`) : outcome;
}
