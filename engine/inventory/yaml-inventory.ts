import type { MapEntry, MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { checkInventory } from "#engine/schema/check-inventory.js";
import { mapUnder } from "#engine/schema/node-path.js";
import type { InventoryBuilder } from "./builder.js";
import { expandHosts } from "./host-names.js";

/** Reads the YAML form of an inventory: `all: {hosts, children, vars}`, or any groups at the top. */
export function readYamlInventory(builder: InventoryBuilder, node: Node | undefined): void {
  if (node === undefined) return;
  if (node.kind === "map" && pluginOf(node) !== undefined) {
    builder.error("unsupported-inventory", `inventory plugins are not supported: this file configures "${pluginOf(node) ?? ""}"`, node.place, "Save what it finds: ansible-inventory -i THIS_FILE --list --export --yaml, or use a program that prints JSON");
    return;
  }
  const problems = checkInventory(node);
  builder.diagnostics.push(...problems);
  if (problems.length > 0 || node.kind !== "map") return;
  for (const entry of node.entries) readGroup(builder, entry);
}

function pluginOf(node: MapNode): string | undefined {
  const value = node.entries.find(({ key }) => key === "plugin")?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

function readGroup(builder: InventoryBuilder, { key, keyPlace, value }: MapEntry): void {
  const group = builder.group(key, keyPlace);
  if (value.kind !== "map") return;
  // In the order in which they are written: of a host that several parts speak of the last one counts.
  for (const part of value.entries) {
    const entries = entriesUnder(value, part.key);
    if (part.key === "vars") for (const entry of entries) group.vars.set(entry.key, entry);
    if (part.key === "hosts") for (const entry of entries) readHosts(builder, entry, group.hosts);
    if (part.key === "children") for (const entry of entries) readChild(builder, entry, key);
  }
}

function readHosts(builder: InventoryBuilder, { key, keyPlace, value }: MapEntry, members: Set<string>): void {
  for (const name of addHosts(builder, { pattern: key, place: keyPlace, vars: value.kind === "map" ? value : undefined })) members.add(name);
}

function readChild(builder: InventoryBuilder, child: MapEntry, parent: string): void {
  builder.group(child.key, child.keyPlace);
  builder.addChild(parent, child.key, child.keyPlace);
  readGroup(builder, child);
}

/** The entries of a dictionary; a single name stands for itself with nothing under it. */
function entriesUnder(node: MapNode, key: string): readonly MapEntry[] {
  const single = node.entries.find((entry) => entry.key === key)?.value;
  if (single?.kind === "scalar" && typeof single.value === "string") return [{ key: single.value, keyPlace: single.place, value: { ...single, value: null } }];
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
    const known = builder.hosts.has(name);
    const host = builder.host(name);
    // As in Ansible a port that is written later, elsewhere, does not count.
    if (port !== undefined && !known) host.vars.set("ansible_port", { key: "ansible_port", keyPlace: place, value: numberNode(port, place) });
    for (const entry of vars?.entries ?? []) builder.varsOf(name).set(entry.key, entry);
    return name;
  });
}

function numberNode(value: number, place: Place): ScalarNode {
  return { kind: "scalar", value, source: String(value), place, style: "plain" };
}
