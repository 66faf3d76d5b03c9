import type { Diagnostic } from "#engine/core/diagnostic.js";
import { indexOf, type Layer } from "#engine/inventory/layer.js";
import { checkMethod } from "#engine/schema/check-become.js";
import { isTemplate } from "#engine/schema/coerce.js";

/** What is wrong with ansible_become_method, wherever it is written out: no host has to be asked for that. */
export function checkBecomeVariables(layers: readonly Layer[]): readonly Diagnostic[] {
  return [...new Set(layers.map(({ vars }) => vars))].flatMap((vars) => {
    const node = indexOf(vars).get("ansible_become_method")?.value;
    return node?.kind === "scalar" && typeof node.value === "string" && node.value !== "" && !isTemplate(node.value) ? checkMethod(node, "ansible_become_method") : [];
  });
}
