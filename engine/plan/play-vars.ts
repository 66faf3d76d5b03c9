import { resolve } from "node:path";
import type { Node } from "#engine/core/node.js";
import type { Layer } from "#engine/inventory/layer.js";
import { readYamlFile } from "#engine/load/yaml.js";
import type { PlanContext } from "./context.js";
import { listAt, mapAt } from "./nodes.js";
import type { RawPlay } from "./read-playbook.js";

/** Play vars (12) and vars_files (14). In a list within vars_files the first file that is there counts. */
export function playLayers(context: PlanContext, raw: RawPlay): readonly Layer[] {
  const vars = mapAt(raw.map, "vars");
  const own: readonly Layer[] = vars === undefined ? [] : [{ origin: "play vars", level: 12, vars }];
  return [...own, ...listAt(raw.map, "vars_files").flatMap((node) => varsFile(context, node, raw.dir))];
}

function varsFile(context: PlanContext, node: Node, dir: string): readonly Layer[] {
  const names = node.kind === "list" ? node.items : [node];
  for (const [index, name] of names.entries()) {
    const file = resolve(dir, name.kind === "scalar" ? String(name.value) : "");
    const read = readYamlFile(file, name.place);
    if (read.ok) return read.value?.kind === "map" ? [{ origin: `vars_files ${file}`, level: 14, vars: read.value }] : [];
    if (index === names.length - 1) context.report(...read.error);
  }
  return [];
}
