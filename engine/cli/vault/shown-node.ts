import type { ScalarNode, Node } from "#engine/core/node.js";
import { Secret } from "#engine/core/secret.js";
import type { Plain } from "#engine/core/value.js";
import { plainMap, plainOf } from "#engine/schema/plain.js";

/**
 * A variable as `tsplay inventory` shows it: a `!vault` value as ansible-inventory does, `{"__ansible_vault": the encrypted text}`, which
 * Ansible reads back; what stands in an encrypted file as ***. `reveal`: in plain text, because the user asked for it.
 */
export function shownNode(node: Node, reveal: boolean): Plain {
  switch (node.kind) {
    case "scalar": return node.value instanceof Secret ? shownSecret(node, node.value, reveal) : plainOf(node);
    case "list": return node.items.map((item) => shownNode(item, reveal));
    case "map": return plainMap(node.entries.map(({ key, value }) => [key, shownNode(value, reveal)] as const));
  }
}

function shownSecret(node: ScalarNode, secret: Secret, reveal: boolean): Plain {
  if (reveal && node.locked?.() === undefined) return secret.reveal();
  return node.locked === undefined ? String(secret) : { __ansible_vault: node.source };
}
