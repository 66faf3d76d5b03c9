import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import { adjacentLayers } from "#engine/inventory/load-inventory.js";
import { matchPattern } from "#engine/inventory/pattern.js";
import { createScope } from "#engine/inventory/variables.js";
import { renderNode } from "#engine/language/template.js";
import { nodeAt } from "./nodes.js";
import type { RawPlay } from "./read-playbook.js";
import type { PlannedPlay } from "./types.js";

/** What decides about the hosts of a play. */
export interface HostChoice {
  readonly inventory: Inventory;
  readonly limit: string | undefined;
  readonly extraVars: readonly Layer[];
  /** The variables of the play itself: `hosts` may be a template over them. */
  readonly layers: readonly Layer[];
}

/** The hosts of a play, and what lies beside the playbook for them. */
export type PlayHosts = Pick<PlannedPlay, "hosts" | "hostLayers">;

/** The hosts of a play after --limit, and the variables that lie beside the playbook for them. */
export function hostsOf(raw: RawPlay, choice: HostChoice): Result<PlayHosts, readonly Diagnostic[]> {
  const patterns = patternsOf(raw, choice);
  if (!patterns.ok) return err([patterns.error]);
  const matched = hostsMatching(patterns.value, choice);
  if (!matched.ok) return matched;
  const beside = adjacentLayers(raw.dir, choice.inventory);
  if (!beside.ok) return beside;
  return ok({ hosts: matched.value, hostLayers: new Map(matched.value.map((host) => [host, beside.value(host)])) });
}

interface Pattern {
  readonly text: string;
  readonly node: Node;
}

function patternsOf(raw: RawPlay, { layers, extraVars }: HostChoice): Result<readonly Pattern[], Diagnostic> {
  const node = nodeAt(raw.map, "hosts");
  if (node === undefined) return ok([]);
  const rendered = renderNode(node, createScope([...layers, ...extraVars]));
  if (!rendered.ok) return rendered;
  const value = rendered.value;
  return ok((Array.isArray(value) ? value : [value]).map((each) => ({ text: [String(each)].join(","), node })));
}

function hostsMatching(patterns: readonly Pattern[], { inventory, limit }: HostChoice): Result<readonly string[], readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  const matched = [...new Set(patterns.flatMap(({ text, node }) => {
    const hosts = matchPattern(inventory, text, node.place);
    if (!hosts.ok) problems.push(hosts.error);
    return hosts.ok ? hosts.value : [];
  }))];
  const allowed = limit === undefined ? undefined : matchPattern(inventory, limit);
  if (allowed?.ok === false) problems.push(allowed.error);
  if (problems.length > 0) return err(problems);
  return ok(allowed?.ok === true ? matched.filter((host) => allowed.value.includes(host)) : matched);
}
