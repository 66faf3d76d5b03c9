import type { MapNode, Node } from "#engine/core/node.js";
import type { Module } from "#engine/module/erased.js";
import type { PlanContext } from "./context.js";
import { nodeAt } from "./nodes.js";

/** Whether what stands where parameters are written is a template whose value is to be all of them: `debug: "{{ params }}"`. Free text is none. */
export function comesFromVariable(node: Node | undefined, { params }: Module): boolean {
  return node?.kind === "scalar" && typeof node.value === "string" && params["x-free-form"] === undefined && isOneTemplate(node.value);
}

function isOneTemplate(text: string): boolean {
  return /^\s*\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(text);
}

/**
 * The template that gives a task its parameters, which stands in their place or under `args`; the task's own come before them. For what changes the run
 * itself they must be written down: the plan hangs on them.
 */
export function variableArgs(context: PlanContext, map: MapNode, { value, module }: { value: Node; module: Module }): Node | undefined {
  const under = nodeAt(map, "args");
  const found = comesFromVariable(value, module) ? value : under?.kind === "scalar" && under.value !== null ? under : undefined;
  const wrong = found === undefined ? undefined : refusal(found, module);
  if (found === undefined || wrong === undefined) return found;
  context.error("bad-parameter", wrong, found.place, "Write them as `name: value`, one a line, below the module");
  return undefined;
}

function refusal(node: Node, module: Module): string | undefined {
  if (node.kind !== "scalar" || !isOneTemplate(String(node.value))) return "`args` must be a dictionary, or one template that gives one";
  return module.kind === "directive" ? `the parameters of ${module.name} must be written down: what the run does next hangs on them` : undefined;
}
