import { Unknown, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";
import { Undefined } from "./undefined.js";

/** What a part of an expression gives while it is evaluated. */
export type Outcome = Value | Undefined | Fault;

/** An outcome that somebody needs: being undefined is now a fault. */
export function needed(outcome: Outcome): Value | Fault {
  return outcome instanceof Undefined ? outcome.fault() : outcome;
}

/** Whether there is nothing to compute with: a fault, or a value that nobody can have yet. Both are handed on as they are. */
export function isStuck(value: Value | Fault): value is Fault | Unknown {
  return value instanceof Fault || value instanceof Unknown;
}
