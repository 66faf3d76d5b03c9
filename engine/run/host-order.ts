import type { HostOrder } from "#engine/plan/types.js";

/** Hosts in the order that a play wants (Ansible: "Ordering execution based on inventory"); they come in the inventory's. */
export function inOrder<H extends { readonly name: string }>(hosts: readonly H[], order: HostOrder): readonly H[] {
  switch (order) {
    case "inventory": return hosts;
    case "reverse_inventory": return hosts.toReversed();
    case "sorted": return hosts.toSorted(byName);
    case "reverse_sorted": return hosts.toSorted((a, b) => byName(b, a));
    case "shuffle": return shuffled(hosts);
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function shuffled<H>(hosts: readonly H[]): readonly H[] {
  return hosts.map((host) => ({ host, at: Math.random() })).toSorted((a, b) => a.at - b.at).map(({ host }) => host);
}
