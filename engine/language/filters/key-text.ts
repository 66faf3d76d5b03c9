import { Secret } from "#engine/core/secret.js";
import { Unknown, type Value } from "#engine/core/value.js";
import { typeFault, type Fault } from "../fault.js";
import { textOf } from "../python-text.js";

/** A value as the key of a dictionary. Keys are never masked, so a secret cannot be one. */
export function keyText(value: Value): string | Unknown | Fault {
  if (value instanceof Unknown) return value;
  return value instanceof Secret ? typeFault("A key of a dictionary cannot be secret") : textOf(value);
}
