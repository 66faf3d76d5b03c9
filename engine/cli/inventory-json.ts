import type { Value } from "#engine/core/value.js";
import { plainMap } from "#engine/schema/plain.js";
import type { InventoryView } from "./inventory-view.js";
import { groupVariables, hostVariables, ownVariables } from "./inventory-variables.js";

/**
 * Everything in the form of `ansible-inventory --list`: groups by name, and the variables of hosts below `_meta`. For export the variables
 * of groups stand with the groups, and hosts have only their own.
 */
export function inventoryJson(view: InventoryView, forExport: boolean): Value {
  const groups = [...view.inventory.groups.keys()].map((name): readonly [string, Value] => [name, groupJson(view, name, forExport)]);
  const filled = groups.filter(([, group]) => Object.keys(group as object).length > 0);
  const hostvars = view.hosts.map((host): readonly [string, Value] => [host, forExport ? ownVariables(view, host) : hostVariables(view, host)]);
  const told = hostvars.filter(([, vars]) => Object.keys(vars as object).length > 0);
  return plainMap<Value>([["_meta", { hostvars: plainMap(told.toSorted(compareNames)) }], ...filled.toSorted(compareNames)]);
}

/** The same as one tree of YAML, as `ansible-inventory --list --yaml` has it: a host's variables stand where it is named first. */
export function inventoryTree(view: InventoryView, forExport: boolean): Value {
  const seen = new Set<string>();
  const hostEntry = (host: string): [string, Value] => {
    if (seen.has(host)) return [host, {}];
    seen.add(host);
    return [host, forExport ? ownVariables(view, host) : hostVariables(view, host)];
  };
  const branch = (name: string): Value => {
    const { children = [], ownHosts = [] } = view.inventory.groups.get(name) ?? {};
    const below = children.map((child): [string, Value] => [child, branch(child)]);
    const hosts = ownHosts.filter((host) => view.hosts.includes(host)).map(hostEntry);
    const vars = forExport ? groupVariables(view, name) : {};
    return { ...(below.length > 0 && { children: plainMap(below) }), ...(hosts.length > 0 && { hosts: plainMap(hosts) }), ...(Object.keys(vars).length > 0 && { vars }) };
  };
  return { all: branch("all") };
}

function groupJson(view: InventoryView, name: string, forExport: boolean): Value {
  const { children = [], ownHosts = [] } = view.inventory.groups.get(name) ?? {};
  const hosts = ownHosts.filter((host) => view.hosts.includes(host));
  const vars = forExport ? groupVariables(view, name) : {};
  return { ...(children.length > 0 && { children }), ...(hosts.length > 0 && { hosts }), ...(Object.keys(vars).length > 0 && { vars }) };
}

function compareNames([a]: readonly [string, Value], [b]: readonly [string, Value]): number {
  return a < b ? -1 : 1;
}
