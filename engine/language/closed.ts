import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ClosedSecret, Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import { Fault } from "./fault.js";

/** Does some work that may read secrets; where one of them cannot be opened, the fault says why. */
export function opening<T>(work: () => T): T | Fault {
  try {
    return work();
  } catch (error) {
    if (error instanceof ClosedSecret) return Fault.from(error.diagnostic);
    throw error;
  }
}

/** Why a part of a value cannot be opened. It is asked where a value leaves the language; variables may hold closed values that nobody uses. */
export function closedIn(value: Value): Diagnostic | undefined {
  if (value instanceof Secret) return value.closed;
  if (typeof value !== "object" || value === null) return undefined;
  const parts = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  for (const part of parts) {
    const closed = closedIn(part);
    if (closed !== undefined) return closed;
  }
  return undefined;
}
