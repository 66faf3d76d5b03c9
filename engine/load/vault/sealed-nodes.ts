import type { MapEntry, MapNode, Node, ScalarNode } from "#engine/core/node.js";
import { Secret } from "#engine/core/secret.js";
import { currentKeyring } from "./ambient.js";

/**
 * What an encrypted file holds: text is a secret from here on. It may still be a template, unlike a `!vault` value. Numbers and
 * booleans stay what they are, so that arithmetic and conditions mean the same. How hosts are reached stays plain as well: every log
 * names hosts and users, and `ansible_connection: local` would blank out half of it.
 */
export function sealedNode(node: Node): Node {
  switch (node.kind) {
    case "scalar": return sealedScalar(node);
    case "list": return { ...node, items: node.items.map(sealedNode) };
    case "map": return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: sealedVariable(entry.key, entry.value) })) };
  }
}

/** The value of one variable of an encrypted file, as sealedNode makes it. */
export function sealedVariable(key: string, value: Node): Node {
  const isSetting = key.startsWith("ansible_") && !/pass|secret|token|private_key$/.test(key);
  return isSetting ? value : sealedNode(value);
}

function sealedScalar(node: ScalarNode): ScalarNode {
  const { value, place } = node;
  const { learn } = currentKeyring();
  if (typeof value === "number" && Math.abs(value) >= LARGE) learn(new Secret(node.source));
  if (typeof value !== "string") return node;
  const secret = new Secret(value);
  learn(secret);
  return { ...node, value: secret, source: `***${place.line}:${place.column}` }; // unlike any other: the source tells entries apart
}

/** A number of six digits or more may be a password or a PIN, and the mask learns it. */
const LARGE = 100_000;

/**
 * The plays or tasks of an encrypted file: their words are plain again, or nothing could be made of them, but each is `no_log`, and
 * what stands under `vars` stays secret. A file that is not encrypted comes back as it is.
 */
export function openedTasks(node: Node | undefined): Node | undefined {
  if (node === undefined || !hasSealed(node)) return node;
  const opened = openedStructure(node);
  return opened.kind === "list" ? { ...opened, items: opened.items.map((item) => item.kind === "map" ? unlogged(item) : item) } : opened;
}

/** The words of an encrypted file that are no variables, such as the dependencies of a role; what stands under `vars` stays secret. */
export function openedStructure<T extends Node>(node: T): T;
export function openedStructure(node: Node): Node {
  switch (node.kind) {
    case "scalar": return isSealed(node) ? { ...node, value: node.value.reveal(), source: node.value.reveal() } : node;
    case "list": return { ...node, items: node.items.map((item) => openedStructure(item)) };
    case "map": return { ...node, entries: node.entries.map((entry) => entry.key === "vars" ? entry : { ...entry, value: openedStructure(entry.value) }) };
  }
}

function unlogged(item: MapNode): MapNode {
  const known = item.entries.some(({ key }) => key === "no_log" || key.endsWith("import_playbook"));
  if (known) return item;
  const entry: MapEntry = { key: "no_log", keyPlace: item.place, value: { kind: "scalar", value: true, source: "true", style: "plain", place: item.place } };
  return { ...item, entries: [...item.entries, entry] };
}

function hasSealed(node: Node): boolean {
  if (node.kind === "scalar") return isSealed(node);
  return node.kind === "list" ? node.items.some(hasSealed) : node.entries.some(({ value }) => hasSealed(value));
}

/** Secret by the file that it stands in, and not by itself (`!vault`). */
function isSealed(node: ScalarNode): node is ScalarNode & { readonly value: Secret } {
  return node.value instanceof Secret && node.locked === undefined;
}
