import type { ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { LintTask } from "./lint-file.js";
import { valueAt } from "./nodes.js";

/** The text that a `shell` or `command` task runs, where it is written out; undefined for other tasks. */
export function commandOf(task: LintTask, modules: readonly string[] = ["shell", "command"]): ScalarNode | undefined {
  if (!modules.includes(task.name)) return undefined;
  const node = valueAt(task.args, "cmd") ?? valueAt(task.args, "_raw_params");
  return node?.kind === "scalar" && typeof node.value === "string" ? node : undefined;
}

/** The place of a part of a command; the whole command's where it stands on several lines. */
export function placeIn(node: ScalarNode, start: number, length: number): Place {
  const text = String(node.value);
  const { place } = node;
  const at = place.text.indexOf(text.slice(start, start + length), place.column - 1);
  if (at === -1 || text.slice(0, start).includes("\n")) return place;
  return { ...place, column: at + 1, length: Math.max(1, length) };
}
