import type { MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { Fault } from "#engine/language/fault.js";
import { templateOf } from "#engine/language/playbook-string.js";
import type { Tree } from "#engine/language/tree.js";
import { checkParamsStatically } from "#engine/schema/check-params.js";
import type { LintTask } from "../lint-file.js";
import type { Remark, Rule } from "../rule.js";

/** Values that a parameter would not take, in a branch of a condition: `state: "{{ 'started' if x else 'stoped' }}"`. */
export const wrongBranch: Rule = {
  id: "wrong-branch", severity: "error", summary: "A branch of a template gives a parameter a value that it does not take",
  task: (task) => (task.args?.entries ?? []).flatMap(({ key, value }) => value.kind === "scalar" ? leavesOf(value).flatMap((leaf) => wrongLeaf(task, key, leaf)) : []),
};

interface Leaf {
  readonly value: ScalarNode["value"];
  readonly place: Place;
}

function wrongLeaf({ module, args }: LintTask, key: string, { value, place }: Leaf): readonly Remark[] {
  if (module === undefined || args === undefined) return [];
  const literal: Node = { kind: "scalar", value, source: String(value), place, style: "double" };
  const changed: MapNode = { ...args, entries: args.entries.map((entry) => entry.key === key ? { ...entry, value: literal } : entry) };
  return checkParamsStatically(module.params, changed, module.name).filter((each) => each.place === place || (each.place?.column === place.column && each.place.line === place.line && each.place.file === place.file && each.code.startsWith("wrong-")))
    .map(({ message, hint }) => ({ message, place, hint }));
}

/** The values written in the template of a parameter that can become its value. */
function leavesOf(node: ScalarNode): readonly Leaf[] {
  const parsed = templateOf(node);
  if (parsed === undefined || parsed.template instanceof Fault) return [];
  const [piece, second] = parsed.template.pieces;
  if (piece?.kind !== "output" || second !== undefined) return [];
  return literalsOf(piece.expression.tree).map((tree) => ({ value: tree.value, place: parsed.source.place(tree) }));
}

function literalsOf(tree: Tree): readonly Extract<Tree, { kind: "literal" }>[] {
  switch (tree.kind) {
    case "literal": return tree.value === null ? [] : [tree];
    case "conditional": return [tree.then, tree.otherwise].flatMap((part) => part === undefined ? [] : literalsOf(part));
    case "filter": return ["ternary", "default", "d"].includes(tree.name.split(".").at(-1) ?? "") ? tree.args.positional.slice(0, tree.name.endsWith("ternary") ? 3 : 1).flatMap(literalsOf) : [];
    default: return [];
  }
}
