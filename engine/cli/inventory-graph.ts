import type { Plain } from "#engine/core/value.js";
import { oneLine } from "#engine/report/visible.js";
import { hostVariables, type InventoryView } from "./inventory-json.js";

/** One line of the tree and what stands below it. */
interface Branch {
  readonly label: string;
  readonly below: readonly Branch[];
}

/** Groups and hosts as a tree, as `ansible-inventory --graph` draws it. A group that stands below several others is drawn below each. */
export function inventoryGraph(view: InventoryView, withVariables: boolean): string {
  return `${drawn(groupBranch(view, "all", withVariables), 0).join("\n")}\n`;
}

function groupBranch(view: InventoryView, name: string, withVariables: boolean): Branch {
  const { children = [], ownHosts = [] } = view.inventory.groups.get(name) ?? {};
  const hosts = name === "all" ? [] : ownHosts.filter((host) => view.hosts.includes(host));
  return {
    label: `@${oneLine(name)}:`,
    below: [
      ...children.map((child) => groupBranch(view, child, withVariables)),
      ...hosts.map((host) => ({ label: oneLine(host), below: withVariables ? variableBranches(view, host) : [] })),
    ],
  };
}

function variableBranches(view: InventoryView, host: string): Branch[] {
  return Object.entries(hostVariables(view, host) as Record<string, Plain>)
    .map(([name, value]) => ({ label: oneLine(`{${name} = ${typeof value === "string" ? value : JSON.stringify(value)}}`), below: [] }));
}

function drawn({ label, below }: Branch, depth: number): string[] {
  const line = depth === 0 ? label : `${"  |".repeat(depth)}--${label}`;
  return [line, ...below.flatMap((branch) => drawn(branch, depth + 1))];
}
