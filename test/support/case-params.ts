import type { ValueMap } from "#engine/core/value.js";
import type { Module } from "#engine/module/erased.js";
import { resolveParams } from "#engine/schema/resolve-params.js";

/** The parameters of a case as a module gets them: names for aliases, types, defaults, secrets. Throws on what the schema does not take. */
export function caseParams({ name, params }: Module, given: ValueMap): ValueMap {
  const resolved = resolveParams(params, given, name);
  if (!resolved.ok) throw new Error(`the case's parameters: ${resolved.error.map(({ message }) => message).join("; ")}`);
  return resolved.value.values;
}
