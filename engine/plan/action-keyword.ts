import { entryOf, type MapEntry, type MapNode } from "#engine/core/node.js";
import type { PlanContext } from "./context.js";
import { textAt } from "./nodes.js";
import { scalarAt } from "./synthetic.js";

/**
 * A task with `action: module k=v`, `action: {module: copy, ...}` or `local_action` rewritten as one that names the module as its key
 * (Ansible: "Playbook Keywords", action and local_action).
 */
export function withoutAction(context: PlanContext, map: MapNode): MapNode {
  const entry = entryOf(map, "action") ?? entryOf(map, "local_action");
  if (entry === undefined) return map;
  const named = moduleOf(context, entry);
  const rest = map.entries.filter((each) => each !== entry);
  if (named === undefined) return { ...map, entries: rest };
  const delegated = entry.key === "local_action" ? [{ key: "delegate_to", keyPlace: entry.keyPlace, value: scalarAt("localhost", entry.keyPlace) }] : [];
  return { ...map, entries: [...rest, ...delegated, named] };
}

function moduleOf(context: PlanContext, { key, keyPlace, value }: MapEntry): MapEntry | undefined {
  if (value.kind === "map") return fromMap(context, value, key);
  const text = value.kind === "scalar" ? String(value.value ?? "").trim() : "";
  const space = text.search(/\s/);
  const name = space === -1 ? text : text.slice(0, space);
  if (name === "" || name.includes("{{")) {
    context.error("no-module", `\`${key}\` names no module`, value.place, "Write `action: copy src=a dest=/b`, or better the module as a key with its parameters below");
    return undefined;
  }
  const rest = space === -1 ? null : text.slice(space).trim();
  return { key: name, keyPlace, value: { kind: "scalar", value: rest, source: rest ?? "", place: value.place, style: "plain" } };
}

function fromMap(context: PlanContext, value: MapNode, key: string): MapEntry | undefined {
  const name = textAt(value, "module");
  const at = entryOf(value, "module");
  if (name === undefined || at === undefined) {
    context.error("no-module", `\`${key}\` names no module`, value.place, "Give it `module: copy`, or write the module as a key of the task");
    return undefined;
  }
  return { key: name, keyPlace: at.value.place, value: { ...value, entries: value.entries.filter((each) => each !== at) } };
}
