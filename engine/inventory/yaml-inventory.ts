import type { MapEntry, MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { checkInventory } from "#engine/schema/check-inventory.js";
import { mapUnder } from "#engine/schema/node-path.js";
import type { InventoryBuilder } from "./builder.js";
import { expandHosts } from "./host-names.js";

/** Reads the YAML form of an inventory: `all: {hosts, children, vars}`, or any groups at the top. */
export function readYamlInventory(builder: InventoryBuilder, node: Node | undefined): void {
  if (node === undefined) return;
  const problems = checkInventory(node);
  builder.diagnostics.push(...problems);
  if (problems.length > 0 || node.kind !== "map") return;
  for (const entry of node.entries) readGroup(builder, entry);
}

function readGroup(builder: InventoryBuilder, { key, keyPlace, value }: MapEntry): void {
  const group = builder.group(key, keyPlace);
  if (value.kind !== "map") return;
  for (const entry of entriesUnder(value, "vars")) group.vars.set(entry.key, entry);
  for (const entry of entriesUnder(value, "hosts")) {
    for (const name of addHosts(builder, { pattern: entry.key, place: entry.keyPlace, vars: entry.value.kind === "map" ? entry.value : undefined })) group.hosts.add(name);
  }
  for (const child of entriesUnder(value, "children")) {
    builder.group(child.key, child.keyPlace);
    builder.addChild(key, child.key, child.keyPlace);
    readGroup(builder, child);
  }
}

function entriesUnder(node: MapNode, key: string): readonly MapEntry[] {
  return mapUnder(node, key)?.entries ?? [];
}

/** Hosts with their variables, as an inventory names them. */
export interface WrittenHosts {
  /** A name or a range. */
  readonly pattern: string;
  readonly place: Place;
  readonly vars: MapNode | undefined;
}

/** Adds the hosts that a pattern stands for; gives back their names. */
export function addHosts(builder: InventoryBuilder, { pattern, place, vars }: WrittenHosts): readonly string[] {
  const expanded = expandHosts(pattern);
  if (!expanded.ok) {
    builder.error("bad-host-name", expanded.error, place);
    return [];
  }
  return expanded.value.map(({ name, port }) => {
    const host = builder.host(name);
    if (port !== undefined) host.vars.set("ansible_port", { key: "ansible_port", keyPlace: place, value: numberNode(port, place) });
    for (const entry of vars?.entries ?? []) host.vars.set(entry.key, entry);
    return name;
  });
}

function numberNode(value: number, place: Place): ScalarNode {
  return { kind: "scalar", value, source: String(value), place, style: "plain" };
}
