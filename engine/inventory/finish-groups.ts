import type { GroupDraft, InventoryBuilder } from "./builder.js";
import { PRIORITY } from "./host-layers.js";
import type { Group } from "./inventory.js";

/** The finished groups of what the builder gathered, by name. Hosts of no other group are in "ungrouped". */
export function finishGroups(builder: InventoryBuilder): ReadonlyMap<string, Group> {
  const family = familyOf(builder);
  return new Map([...builder.groups.values()].map((draft): [string, Group] => {
    const { name } = draft;
    const own = name === "ungrouped" ? family.ungrouped : [...draft.hosts];
    return [name, {
      name, ownHosts: name === "all" ? [] : own, hosts: membersOf(builder, family, name),
      children: childrenOf(draft, family), parents: family.parents.get(name) ?? [], depth: depthOf(name, family.parents), priority: priorityOf(draft),
    }];
  }));
}

interface Family {
  /** Groups above each group; those that nobody claims stand below "all". */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly top: readonly string[];
  readonly ungrouped: readonly string[];
}

function familyOf(builder: InventoryBuilder): Family {
  const parents = new Map<string, string[]>();
  for (const group of builder.groups.values()) for (const child of group.children) parents.set(child, [...parents.get(child) ?? [], group.name]);
  for (const name of builder.groups.keys()) if (name !== "all" && !parents.has(name)) parents.set(name, ["all"]);
  const grouped = new Set([...builder.groups.values()].filter(({ name }) => name !== "all" && name !== "ungrouped").flatMap((group) => [...group.hosts]));
  return {
    parents,
    top: [...builder.groups.keys()].filter((name) => parents.get(name)?.includes("all")),
    ungrouped: [...new Set([...builder.groups.get("ungrouped")?.hosts ?? [], ...builder.hosts.keys()])].filter((name) => !grouped.has(name)),
  };
}

function childrenOf({ name, children }: GroupDraft, { top }: Family): readonly string[] {
  if (name !== "all") return [...children];
  return [...new Set(["ungrouped", ...children, ...top])].filter((each) => each === "ungrouped" || top.includes(each));
}

/** Ansible's order: the hosts of the group itself, then those of its children, then those of theirs. */
function membersOf(builder: InventoryBuilder, family: Family, name: string): readonly string[] {
  const hosts = new Set<string>();
  const seen = new Set([name]);
  for (const each of seen) {
    const draft = builder.groups.get(each);
    for (const host of each === "ungrouped" ? family.ungrouped : draft?.hosts ?? []) hosts.add(host);
    for (const child of draft === undefined ? [] : childrenOf(draft, family)) seen.add(child);
  }
  // The implicit localhost may join a group, and still is no host of "all".
  return name === "all" ? [...hosts].filter((host) => builder.hosts.has(host)) : [...hosts];
}

function depthOf(name: string, parents: ReadonlyMap<string, readonly string[]>): number {
  return name === "all" ? 0 : 1 + Math.max(0, ...(parents.get(name) ?? []).map((parent) => depthOf(parent, parents)));
}

function priorityOf(draft: GroupDraft): number {
  const node = draft.vars.get(PRIORITY)?.value;
  const priority = node?.kind === "scalar" ? Number(node.value) : 1;
  return Number.isFinite(priority) ? priority : 1;
}
