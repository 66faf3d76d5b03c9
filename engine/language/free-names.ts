import type { Node } from "#engine/core/node.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { boundPieces, type PiecesWalk } from "./names-in-pieces.js";
import { chainOf, namesBelowTests, walkTree, type FreeName } from "./names-in-tree.js";
import type { Source } from "./source.js";
import { templateIn, templateOf, type PlaybookString } from "./playbook-string.js";
import type { Tree } from "./tree.js";

export type { FreeName } from "./names-in-tree.js";

/** The variables that a node or an expression refers to, one entry for each time; those of loops and `set` in it are left out. */
export function freeNames(from: Node | Expression, guards: ReadonlySet<string> = new Set()): readonly FreeName[] {
  const found: FreeName[] = [];
  if ("tree" in from) walkTree(from.tree, { source: from.source, found, problems: [], guards, bound: new Set() });
  else walkNode(from, found, guards);
  return found;
}

/** The variables that a tree refers to. */
export function freeNamesOfTree(tree: Tree, source: Source): readonly FreeName[] {
  const found: FreeName[] = [];
  walkTree(tree, { source, found, problems: [], guards: new Set(), bound: new Set() });
  return found;
}

/** The variables that a condition asks about, so that what it guards may use them. */
export function namesTested(expression: Expression): ReadonlySet<string> {
  return namesBelowTests(expression.tree);
}

function walkNode(node: Node, found: FreeName[], guards: ReadonlySet<string>): void {
  if (node.kind === "scalar") walkString(templateOf(node), found, guards);
  else if (node.kind === "list") for (const item of node.items) walkNode(item, found, guards);
  else {
    for (const { key, keyPlace, value } of node.entries) {
      walkString(templateIn(key, keyPlace), found, guards);
      walkNode(value, found, guards);
    }
  }
}

/** A template that does not parse refers to nothing; its mistake is somebody else's to tell. */
function walkString(parsed: PlaybookString | undefined, found: FreeName[], guards: ReadonlySet<string>): void {
  if (parsed === undefined || parsed.template instanceof Fault) return;
  const walk: Omit<PiecesWalk, "blocks"> = { source: parsed.source, found, problems: [], guards, bound: new Set(["self"]), later: new Set(), conditional: false, muted: false, files: undefined, overridden: new Set() };
  boundPieces(parsed.template, walk);
  const [only, ...more] = parsed.template.plain ?? [];
  if (only?.kind === "output" && more.length === 0 && chainOf(only.expression.tree) !== undefined) found.push(...found.splice(-1).map((name) => ({ ...name, whole: true as const })));
}
