import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Module } from "#engine/module/erased.js";

/** Stands for a module that is not there, in a task that is for other systems: should it be reached after all, it fails with the reason. */
export function missingModule(name: string, why: Diagnostic): Module {
  const refused = { kind: "problem", problem: { reason: "bad-input", diagnostics: [why] } } as const;
  return {
    kind: "query", name, summary: "A module that is not there.", examples: [], controlOnly: true, ahead: false,
    params: { "type": "object", "additionalProperties": true, "properties": {}, "x-free-form": "free_form" },
    prepare: () => Promise.resolve(refused),
    answer: () => Promise.resolve(refused),
  };
}
