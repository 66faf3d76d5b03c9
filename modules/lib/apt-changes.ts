import type { Plain } from "#engine/core/value.js";
import type { Difference } from "#engine/module/contract.js";
import type { PackageState } from "#engine/module/host-state.js";
import { isInstalled, REMAINS, type AptState } from "./apt-state.js";

/** Before and after of everything that changes, for showing: the task's packages, and what apt installs, upgrades and removes along with them. */
export function aptChanges({ before, after, keys }: Difference<AptState>): { before: Record<string, Plain>; after: Record<string, Plain>; keys: string[] } {
  const packages = versionsAfter({ before, after, keys });
  const rest = keys.filter((key) => key === "lists" || key === "refreshed");
  const old = Object.fromEntries([...packages].map(([name, { from }]) => [name, from]));
  const made = Object.fromEntries([...packages].map(([name, { to }]) => [name, isInstalled(to) ? to : null]));
  const lists = rest.length === 0 ? [{}, {}] : [{ "package lists": before?.lists === "fresh" ? "fetched before" : "old" }, { "package lists": "fetched" }];
  return { before: { ...lists[0], ...old }, after: { ...lists[1], ...made }, keys: [...(rest.length === 0 ? [] : ["package lists"]), ...packages.keys()] };
}

/** Packages as other modules will see them. */
export function packagesAfter(difference: Difference<AptState>): PackageState[] {
  return [...versionsAfter(difference)].map(([name, { to }]) => ({ name, installed: isInstalled(to) ? to : undefined, configured: to === REMAINS }));
}

interface Versions {
  readonly from: string | null;
  readonly to: string | null;
}

function versionsAfter({ before, after, keys }: Difference<AptState>): Map<string, Versions> {
  if (!keys.some((key) => ["packages", "upgradable", "unneeded"].includes(key))) return new Map();
  const simulated = before?.simulated;
  const named = Object.entries(after?.packages ?? {}).map(([name, to]) => [name, { from: before?.packages?.[name] ?? null, to: afterRemoval(name, to, simulated) }] as const);
  return new Map<string, Versions>([
    ...named.filter(([, { from, to }]) => from !== to),
    ...(simulated?.installs ?? []).map(({ name, from, to }) => [name, { from, to }] as const),
    ...(simulated?.removals ?? []).map(({ name, version, purge }) => [name, { from: version, to: purge ? null : REMAINS }] as const),
  ]);
}

/** apt leaves configuration files behind, unless it purges. */
function afterRemoval(name: string, to: string | null, simulated: AptState["simulated"]): string | null {
  return to === null && simulated?.removals.some((each) => each.name === name && !each.purge) === true ? REMAINS : to;
}

