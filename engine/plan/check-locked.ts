import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";

/**
 * Encrypted values that nobody has the password of, in the variables that say how to reach the hosts: no task names them, and without
 * them the run would end half-way; and encrypted files of group_vars and host_vars (engine/load/vault/locked-file.ts). Other values are checked where tasks name them (checkNames); those that nobody uses may stay closed.
 */
export function checkLocked(layers: readonly Layer[], counts: (name: string) => boolean = (name) => name.startsWith("ansible_")): readonly Diagnostic[] {
  const nodes = new Set(layers.flatMap(({ vars }) => vars.entries.filter(({ key }) => counts(key)).map(({ value }) => value)));
  return [...new Map([...nodes].flatMap(locked).map((each) => [JSON.stringify(each.place), each])).values()];
}

function locked(node: Node): readonly Diagnostic[] {
  if (node.kind === "list") return node.items.flatMap(locked);
  if (node.kind === "map") return node.entries.flatMap(({ value }) => locked(value));
  const why = node.locked?.();
  return why === undefined ? [] : [why];
}
