import type { Value } from "#engine/core/value.js";
import { equals } from "#engine/language/comparison.js";
import { valueOf } from "#engine/schema/plain.js";
import type { HostDraft, InventoryBuilder } from "./builder.js";
import { LOCAL_NAMES, type GroupAddition, type HostAddition } from "./inventory.js";

/** Something that a run adds to an inventory. */
export type Addition = { readonly kind: "host" } & HostAddition | { readonly kind: "group" } & GroupAddition;

/** A copy of the builder with the addition, and whether anything of it was new, as Ansible's add_host and group_by report it. */
export function grow(builder: InventoryBuilder, addition: Addition): { readonly builder: InventoryBuilder; readonly changed: boolean } {
  const copy = builder.copy();
  const changed = addition.kind === "host" ? addHost(copy, addition) : addGroup(copy, addition);
  return { builder: copy, changed };
}

function addHost(builder: InventoryBuilder, { name, groups, vars }: HostAddition): boolean {
  const known = builder.hosts.has(name);
  const host = builder.ownHost(name);
  const news = Object.entries(vars).filter(([key, value]) => {
    const old = valueIn(host, key);
    host.values.set(key, value);
    return old === undefined || equals(old, value) !== true;
  });
  const joined = groups.filter((group) => group !== "all" && joins(builder, group, name));
  return !known || news.length > 0 || joined.length > 0;
}

function addGroup(builder: InventoryBuilder, { name, parents, hosts }: GroupAddition): boolean {
  const made = [name, ...parents].filter((group) => !builder.groups.has(group));
  for (const group of made) builder.group(group);
  const placed = parents.filter((parent) => !builder.groups.get(parent)?.children.has(name));
  for (const parent of placed) {
    builder.ownGroup(parent);
    builder.addChild(parent, name, undefined);
  }
  // After a reload a host may be gone.
  const there = hosts.filter((host) => builder.hosts.has(host) || LOCAL_NAMES.includes(host));
  const joined = there.filter((host) => joins(builder, name, host));
  return made.length > 0 || placed.length > 0 || joined.length > 0;
}

function valueIn(host: HostDraft, key: string): Value | undefined {
  const entry = host.vars.get(key);
  return host.values.get(key) ?? (entry === undefined ? undefined : valueOf(entry.value));
}

/** Whether the host was not yet in the group, which it is now. */
function joins(builder: InventoryBuilder, group: string, host: string): boolean {
  if (builder.group(group).hosts.has(host)) return false;
  builder.ownGroup(group).hosts.add(host);
  return true;
}
