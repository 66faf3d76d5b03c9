import { closest, distance } from "fastest-levenshtein";

/** The nearest known name, or undefined when none is near enough to be what was meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(name, known);
  return distance(name, best) <= Math.max(1, Math.floor(name.length * 0.4)) ? best : undefined;
}

/** `Did you mean "x"?`, or undefined. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const best = nearest(name, known);
  return best === undefined ? undefined : `Did you mean "${best}"?`;
}
