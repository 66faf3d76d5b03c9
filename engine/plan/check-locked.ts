import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";

/**
 * Encrypted values that nobody has the password of, in the variables that say how to reach the hosts: no task names them, and without
 * them the run would end half-way. Other values are checked where tasks name them (checkNames); those that nobody uses may stay closed.
 */
export function checkLocked(layers: readonly Layer[]): readonly Diagnostic[] {
  const nodes = new Set(layers.flatMap(({ vars }) => vars.entries.filter(({ key }) => key.startsWith("ansible_")).map(({ value }) => value)));
  return [...new Map([...nodes].flatMap(locked).map((each) => [JSON.stringify(each.place), each])).values()];
}

function locked(node: Node): readonly Diagnostic[] {
  if (node.kind === "list") return node.items.flatMap(locked);
  if (node.kind === "map") return node.entries.flatMap(({ value }) => locked(value));
  const why = node.locked?.();
  return why === undefined ? [] : [why];
}
