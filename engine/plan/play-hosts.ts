import type { Node } from "#engine/core/node.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import { adjacentLayers } from "#engine/inventory/load-inventory.js";
import { matchPattern } from "#engine/inventory/pattern.js";
import { createScope } from "#engine/inventory/variables.js";
import { renderNode } from "#engine/language/template.js";
import type { PlanContext } from "./context.js";
import { nodeAt } from "./nodes.js";
import type { RawPlay } from "./read-playbook.js";
import type { PlannedPlay } from "./types.js";

interface Choice {
  readonly inventory: Inventory;
  readonly limit: string | undefined;
  readonly extraVars: readonly Layer[];
  /** The variables of the play itself: `hosts` may be a template over them. */
  readonly layers: readonly Layer[];
}

/** The hosts of a play after --limit, and the variables that lie beside the playbook for them. */
export function hostsOf(context: PlanContext, raw: RawPlay, choice: Choice): Pick<PlannedPlay, "hosts" | "hostLayers"> {
  const node = nodeAt(raw.map, "hosts");
  const patterns = node === undefined ? [] : patternsOf(context, node, choice);
  const matched = [...new Set(patterns.flatMap(({ text, node: at }) => {
    const hosts = matchPattern(choice.inventory, text, at.place);
    if (hosts.ok) return hosts.value;
    context.report(hosts.error);
    return [];
  }))];
  const hosts = limited(context, matched, choice);
  return { hosts, hostLayers: adjacent(context, raw.dir, hosts, choice.inventory) };
}

interface Pattern {
  readonly text: string;
  readonly node: Node;
}

function patternsOf(context: PlanContext, node: Node, { layers, extraVars }: Choice): readonly Pattern[] {
  const rendered = renderNode(node, createScope([...layers, ...extraVars]));
  if (!rendered.ok) {
    context.report(rendered.error);
    return [];
  }
  const value = rendered.value;
  return (Array.isArray(value) ? value : [value]).map((each) => ({ text: [String(each)].join(","), node }));
}

function limited(context: PlanContext, hosts: readonly string[], { inventory, limit }: Choice): readonly string[] {
  if (limit === undefined) return hosts;
  const allowed = matchPattern(inventory, limit);
  if (allowed.ok) return hosts.filter((host) => allowed.value.includes(host));
  context.report(allowed.error);
  return [];
}

function adjacent(context: PlanContext, dir: string, hosts: readonly string[], inventory: Inventory): ReadonlyMap<string, readonly Layer[]> {
  const found = adjacentLayers(dir, inventory);
  if (!found.ok) {
    context.report(...found.error);
    return new Map();
  }
  return new Map(hosts.map((host) => [host, found.value(host)]));
}
