import type { Value } from "#engine/core/value.js";
import { textOf } from "#engine/language/python-text.js";
import { oneLine } from "#engine/report/visible.js";
import type { InventoryView } from "./inventory-view.js";
import { groupVariables, hostVariables } from "./inventory-variables.js";

/** One line of the tree and what stands below it. */
interface Branch {
  readonly label: string;
  readonly below: readonly Branch[];
}

/** Groups and hosts as a tree, as `ansible-inventory --graph` draws it. A group that stands below several others is drawn below each. */
export function inventoryGraph(view: InventoryView, top: string, withVariables: boolean): string {
  return `${drawn(groupBranch(view, top, withVariables), 0).join("\n")}\n`;
}

function groupBranch(view: InventoryView, name: string, withVariables: boolean): Branch {
  const { children = [], ownHosts = [] } = view.inventory.groups.get(name) ?? {};
  const hosts = ownHosts.filter((host) => view.hosts.includes(host));
  return {
    label: `@${oneLine(name)}:`,
    below: [
      ...children.map((child) => groupBranch(view, child, withVariables)),
      ...hosts.map((host) => ({ label: oneLine(host), below: withVariables ? variableBranches(hostVariables(view, host)) : [] })),
      ...withVariables ? variableBranches(groupVariables(view, name)) : [],
    ],
  };
}

function variableBranches(variables: Readonly<Record<string, Value>>): Branch[] {
  return Object.entries(variables).map(([name, value]) => ({ label: oneLine(`{${name} = ${textOf(value)}}`), below: [] }));
}

function drawn({ label, below }: Branch, depth: number): string[] {
  const line = depth === 0 ? label : `${"  |".repeat(depth)}--${label}`;
  return [line, ...below.flatMap((branch) => drawn(branch, depth + 1))];
}
