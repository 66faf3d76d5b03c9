import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";
import type { PlanContext } from "./context.js";

/**
 * The parameters of a task with those that module_defaults gives it where the task says nothing; inner module_defaults win
 * (Ansible: "Module defaults"). Action groups (`group/aws`) hold no module of ours.
 */
export function withModuleDefaults(context: PlanContext, module: Module, { args, defaults }: { args: MapNode; defaults: readonly MapNode[] }): MapNode {
  const given = new Set(args.entries.map((entry) => canonical(module, entry.key)));
  const found = new Map<string, MapEntry>();
  for (const { key, value } of defaults.flatMap((map) => map.entries)) {
    if (context.module(key) !== module || value.kind !== "map") continue;
    for (const entry of value.entries) found.set(canonical(module, entry.key), entry);
  }
  const added = [...found].filter(([name]) => !given.has(name)).map(([, entry]) => entry);
  return added.length === 0 ? args : { ...args, entries: [...args.entries, ...added] };
}

/** A parameter by its own name where an alias was written. */
function canonical({ params }: Module, name: string): string {
  return Object.entries(params.properties).find(([, property]) => property["x-aliases"]?.includes(name) === true)?.[0] ?? name;
}
