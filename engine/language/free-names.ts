import type { Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import type { Source } from "./source.js";
import { templateIn, templateOf, type PlaybookString } from "./playbook-string.js";
import type { ForPiece, IfPiece, Piece, SetPiece, Template } from "./template-tree.js";
import { partsOf, type Tree } from "./tree.js";

/** A variable that something refers to. */
export interface FreeName {
  readonly name: string;
  readonly place: Place;
  /** Whether being undefined is provided for: by `default`, `is defined`, or a condition that asks about it first. */
  readonly guarded: boolean;
}

/** The variables that a node or an expression refers to, one entry for each time; those of loops and `set` in it are left out. */
export function freeNames(from: Node | Expression, guards: ReadonlySet<string> = new Set()): readonly FreeName[] {
  const found: FreeName[] = [];
  if ("tree" in from) walkTree(from.tree, { source: from.source, found, guards, bound: new Set() });
  else walkNode(from, found, guards);
  return found;
}

/** The variables that a parsed template refers to. */
export function freeNamesOfTemplate(template: Template, source: Source): readonly FreeName[] {
  const found: FreeName[] = [];
  walkPieces(template.pieces, { source, found, guards: new Set(), bound: new Set() });
  return found;
}

/** The variables that a tree refers to. */
export function freeNamesOfTree(tree: Tree, source: Source): readonly FreeName[] {
  const found: FreeName[] = [];
  walkTree(tree, { source, found, guards: new Set(), bound: new Set() });
  return found;
}

/** The variables that a condition asks about, so that what it guards may use them. */
export function namesTested(expression: Expression): ReadonlySet<string> {
  const tested = new Set<string>();
  collectTested(expression.tree, tested);
  return tested;
}

interface Walk {
  readonly source: Source;
  readonly found: FreeName[];
  readonly guards: ReadonlySet<string>;
  readonly bound: ReadonlySet<string>;
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

function walkString(parsed: PlaybookString | undefined, found: FreeName[], guards: ReadonlySet<string>): void {
  if (parsed !== undefined) walkTemplate(parsed.template, { source: parsed.source, found, guards, bound: new Set() });
}

/** A template that does not parse refers to nothing; its mistake is somebody else's to tell. */
function walkTemplate(template: Template | Fault, walk: Walk): void {
  if (!(template instanceof Fault)) walkPieces(template.pieces, walk);
}

function walkPieces(pieces: readonly Piece[], walk: Walk): void {
  let here = walk;
  for (const piece of pieces) {
    switch (piece.kind) {
      case "text": break;
      case "output": walkTree(piece.expression.tree, here); break;
      case "if": walkIf(piece, here); here = withBound(here, setNames(piece)); break;
      case "for": walkFor(piece, here); break;
      case "set": walkSet(piece, here); here = withBound(here, piece.targets); break;
    }
  }
}

function walkIf(piece: IfPiece, walk: Walk): void {
  let here = walk;
  for (const { test, body } of piece.branches) {
    walkTree(test.tree, here);
    here = withGuards(here, test.tree);
    walkPieces(body, here);
  }
  walkPieces(piece.otherwise, here);
}

/** What an `if` sets is set afterwards, in one branch or another. */
function setNames(piece: IfPiece): readonly string[] {
  return [...piece.branches.map(({ body }) => body), piece.otherwise].flat().flatMap((inner) => inner.kind === "set" ? inner.targets : inner.kind === "if" ? setNames(inner) : []);
}

function walkFor(piece: ForPiece, walk: Walk): void {
  walkTree(piece.items.tree, walk);
  const inner = withBound(walk, [...piece.targets, "loop"]);
  if (piece.test !== undefined) walkTree(piece.test.tree, inner);
  walkPieces(piece.body, piece.test === undefined ? inner : withGuards(inner, piece.test.tree));
  walkPieces(piece.otherwise, walk);
}

function walkSet(piece: SetPiece, walk: Walk): void {
  if ("tree" in piece.value) walkTree(piece.value.tree, walk);
  else walkPieces(piece.value, walk);
}

function walkTree(tree: Tree, walk: Walk): void {
  switch (tree.kind) {
    case "name": addName(tree.name, tree, walk); return;
    case "logic": walkInTurn(tree.operands, walk); return;
    case "conditional":
      walkTree(tree.test, walk);
      for (const part of [tree.then, tree.otherwise]) if (part !== undefined) walkTree(part, withGuards(walk, tree.test));
      return;
    case "filter": case "test": walkGuarded(tree, walk); return;
    default: for (const part of partsOf(tree)) walkTree(part, walk);
  }
}

function addName(name: string, tree: Tree, { source, found, guards, bound }: Walk): void {
  if (!bound.has(name)) found.push({ name, place: source.place(tree), guarded: guards.has(name) });
}

/** What stands further right in `and` and `or` is only reached when what stands before let it. */
function walkInTurn(operands: readonly Tree[], walk: Walk): void {
  let here = walk;
  for (const operand of operands) {
    walkTree(operand, here);
    here = withGuards(here, operand);
  }
}

function walkGuarded(tree: Extract<Tree, { kind: "filter" | "test" }>, walk: Walk): void {
  const [target, ...args] = partsOf(tree);
  if (target !== undefined) walkTree(target, acceptsUndefined(tree) ? { ...walk, guards: new Set([...walk.guards, ...namesBelow(target)]) } : walk);
  for (const arg of args) walkTree(arg, walk);
}

function acceptsUndefined(tree: Tree): boolean {
  if (tree.kind !== "filter" && tree.kind !== "test") return false;
  return ["default", "d", "defined", "undefined", "type_debug"].includes(tree.name.slice(tree.name.lastIndexOf(".") + 1));
}

/** The variable that a chain of attributes, items and methods starts from. */
function namesBelow(tree: Tree): readonly string[] {
  switch (tree.kind) {
    case "name": return [tree.name];
    case "attribute": case "item": case "filter": return namesBelow(tree.target);
    default: return [];
  }
}

function collectTested(tree: Tree, tested: Set<string>): void {
  if (acceptsUndefined(tree) && "target" in tree) for (const name of namesBelow(tree.target)) tested.add(name);
  for (const part of partsOf(tree)) collectTested(part, tested);
}

function withGuards(walk: Walk, condition: Tree): Walk {
  const tested = new Set(walk.guards);
  collectTested(condition, tested);
  return { ...walk, guards: tested };
}

function withBound(walk: Walk, names: readonly string[]): Walk {
  return { ...walk, bound: new Set([...walk.bound, ...names]) };
}
