import { closest, distance } from "fastest-levenshtein";

/** The nearest known name, or undefined when none is near enough to be what was meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(name, known);
  const far = distance(name, best);
  // names without a letter in common, such as a and b, are no slips of each other
  return far <= Math.max(1, Math.floor(name.length * 0.4)) && far < Math.max(name.length, best.length) ? best : undefined;
}

/** `Did you mean "x"?`, or undefined. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const best = nearest(name, known);
  return best === undefined ? undefined : `Did you mean "${best}"?`;
}
