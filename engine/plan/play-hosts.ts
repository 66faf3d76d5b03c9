import { Unknown } from "#engine/core/value.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import { adjacentLayers } from "#engine/inventory/load-inventory.js";
import { limitHosts, selectHosts } from "#engine/inventory/pattern.js";
import { renderNode } from "#engine/language/template.js";
import { nodeAt } from "./nodes.js";
import type { RawPlay } from "./read-playbook.js";
import type { PlannedPlay } from "./types.js";
import type { PlanLookups } from "./context.js";
import { writtenScope } from "./written-scope.js";

/** What decides about the hosts of a play. */
export interface HostChoice {
  readonly inventory: Inventory;
  readonly limit: string | undefined;
  /** Whether a name that the inventory does not have is an error: a typo would run nothing, silently. */
  readonly strict: boolean;
  readonly extraVars: readonly Layer[];
  readonly lookups?: PlanLookups | undefined;
  /** The variables of the play itself: `hosts` may be a template over them. */
  readonly layers: readonly Layer[];
}

/** The hosts of a play, and what lies beside the playbook for them. */
export type PlayHosts = Pick<PlannedPlay, "hosts" | "hostLayers">;

/** The hosts of a play after --limit, and the variables that lie beside the playbook for them. */
export function hostsOf(raw: RawPlay, choice: HostChoice): Result<PlayHosts, readonly Diagnostic[]> {
  const patterns = patternsOf(raw, choice);
  if (!patterns.ok) return err([patterns.error]);
  const matched = hostsMatching(raw, patterns.value, choice);
  if (!matched.ok) return matched;
  const beside = adjacentLayers(raw.dir, choice.inventory);
  if (!beside.ok) return beside;
  return ok({ hosts: matched.value, hostLayers: new Map(matched.value.map((host) => [host, beside.value(host)])) });
}

function patternsOf(raw: RawPlay, { layers, ...sources }: HostChoice): Result<readonly string[], Diagnostic> {
  const node = nodeAt(raw.map, "hosts");
  if (node === undefined) return ok([]);
  const rendered = renderNode(node, writtenScope(layers, node.place, sources));
  if (!rendered.ok) return rendered;
  const { value } = rendered;
  if (value instanceof Unknown) return ok([]);
  return ok((Array.isArray(value) ? value : [value]).map(String));
}

function hostsMatching(raw: RawPlay, patterns: readonly string[], { inventory, limit, strict }: HostChoice): Result<readonly string[], readonly Diagnostic[]> {
  const place = nodeAt(raw.map, "hosts")?.place;
  const matched = selectHosts(inventory, patterns, { ...(place !== undefined && { place }) });
  if (!matched.ok) return err([matched.error]);
  const unknown = matched.value.warnings.map((warning): Diagnostic => ({ ...warning, severity: "error" }));
  if (strict && unknown.length > 0) return err(unknown);
  if (limit === undefined) return ok(matched.value.hosts);
  const left = limitHosts(inventory, matched.value.hosts, limit);
  return left.ok ? ok(left.value.hosts) : err([left.error]);
}
