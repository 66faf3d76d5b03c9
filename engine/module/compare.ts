import { isDeepStrictEqual } from "node:util";

/** The keys in which `before` is not as wanted. A key that `wanted` leaves out (or has undefined) is left alone; all keys count where one side does not exist. */
export function differingKeys<S extends object>(before: S | undefined, wanted: Partial<S> | undefined): (keyof S & string)[] {
  if (before === undefined && wanted === undefined) return [];
  if (before === undefined) return keysOf(wanted ?? {});
  if (wanted === undefined) return keysOf(before);
  return keysOf(wanted).filter((key) => wanted[key] !== undefined && !isDeepStrictEqual(before[key], wanted[key]));
}

function keysOf<S extends object>(state: Partial<S>): (keyof S & string)[] {
  return Object.keys(state) as (keyof S & string)[];
}
