import { BECOME_METHODS, becomeMethodOf, otherMethodHint } from "#engine/core/become-method.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, ScalarNode } from "#engine/core/node.js";
import { becomeFlagsOf } from "./become-flags.js";
import { isTemplate } from "./coerce.js";

/**
 * What is wrong with become_method and become_flags as far as it is written out. Flags are those of the method beside them; where that is not
 * written, they must be those of any method.
 */
export function checkBecome(map: MapNode): readonly Diagnostic[] {
  const method = writtenAt(map, "become_method");
  const flags = writtenAt(map, "become_flags");
  return [...method === undefined ? [] : checkMethod(method), ...flags === undefined ? [] : checkFlags(flags, map)];
}

/** What is wrong with the name of a method that stands in a playbook or in a variable. */
export function checkMethod(node: ScalarNode, name = "become_method"): readonly Diagnostic[] {
  const value = String(node.value);
  return becomeMethodOf(value) === undefined ? [problemAt("unknown-become-method", `${name} is "${value}", which is not offered`, { place: node.place, hint: otherMethodHint(value) })] : [];
}

function checkFlags(node: ScalarNode, map: MapNode): readonly Diagnostic[] {
  const beside = writtenAt(map, "become_method");
  const known = beside === undefined ? undefined : becomeMethodOf(String(beside.value));
  const read = (known === undefined ? BECOME_METHODS : [known]).map((method) => becomeFlagsOf(method, String(node.value)));
  const wrong = read.map((each) => (each.ok ? undefined : each.error));
  return wrong.includes(undefined) ? [] : [problemAt("become-flags", `become_flags ${wrong[0] ?? ""}`, { place: node.place })];
}

/** A scalar that is no template. */
function writtenAt(map: MapNode, key: string): ScalarNode | undefined {
  const node = map.entries.find((entry) => entry.key === key)?.value;
  return node?.kind === "scalar" && typeof node.value === "string" && !isTemplate(node.value) ? node : undefined;
}
