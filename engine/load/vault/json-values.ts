import type { MapNode, Node } from "#engine/core/node.js";
import { vaultedNode } from "./open-value.js";

/** The nodes of a JSON text, in which Ansible writes `!vault` and `!unsafe` values as `{"__ansible_vault": text}` and `{"__ansible_unsafe": text}`. */
export function withJsonValues(node: Node): Node {
  switch (node.kind) {
    case "scalar": return node;
    case "list": return { ...node, items: node.items.map(withJsonValues) };
    case "map": return marked(node) ?? { ...node, entries: node.entries.map((entry) => ({ ...entry, value: withJsonValues(entry.value) })) };
  }
}

function marked({ entries }: MapNode): Node | undefined {
  const [only, more] = entries;
  if (only === undefined || more !== undefined || only.value.kind !== "scalar" || typeof only.value.value !== "string") return undefined;
  if (only.key === "__ansible_unsafe") return { ...only.value, unsafe: true };
  return only.key === "__ansible_vault" ? vaultedNode(only.value.value, only.value.place) : undefined;
}
