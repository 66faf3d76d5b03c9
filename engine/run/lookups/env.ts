import { ok } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import { defineByTerm, option } from "./define-lookup.js";
import { anything } from "./readings.js";

/** `env`: variables of tsplay's own environment; the default where one is not set. */
export const env = defineByTerm({ default: option<Value>(anything, "") }, (term, { options }) => {
  const [name = ""] = term.trim().split(/\s+/);
  return ok([process.env[name] ?? options.default]);
});
