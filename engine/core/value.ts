import { Secret } from "./secret.js";

/** What YAML can write down. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A value while a playbook runs: plain data, in which a part may be secret, unknown in a check run, or left out on purpose. */
export type Value = null | boolean | number | string | Secret | Unknown | Omit | readonly Value[] | ValueMap;

/** A dictionary of values. Read it with own-property checks only: its keys come from users and hosts. */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** A value that nobody can have yet, because it hangs on something that a check run only predicts. */
export class Unknown {
  /** What it hangs on, such as `the result of "Ask for the version"`. */
  readonly because: string;

  constructor(because: string) {
    this.because = because;
  }
}

/** The value of the variable `omit`: a parameter that is given this is as good as not written. */
export class Omit {
  toJSON(): string {
    return "__omit__";
  }
}

/** The one value of `omit`. */
export const OMIT = new Omit();

/** Whether a value is a dictionary (and not a list, a secret, unknown ...). */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    && !(value instanceof Secret) && !(value instanceof Unknown) && !(value instanceof Omit);
}

/** Whether a value is a list. (`Array.isArray` does not narrow read-only arrays.) */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A string, number or boolean as text; undefined for everything else, secrets and unknowns included. */
export function scalarText(value: Value): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
