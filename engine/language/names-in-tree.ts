import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { scalarText } from "#engine/core/value.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isMethodName } from "./compile-call.js";
import { Fault } from "./fault.js";
import { functions } from "./functions.js";
import { GONE_METHODS, reasonFor } from "./refused.js";
import type { Source } from "./source.js";
import { BODY } from "./template-tree.js";
import { partsOf, type AttributeTree, type CallTree, type ConditionalTree, type ItemTree, type MethodTree, type NameTree, type Tree } from "./tree.js";

/** A variable that something refers to. */
export interface FreeName {
  readonly name: string;
  readonly place: Place;
  /** Whether being undefined is provided for: by `default`, `is defined`, or a condition that asks about it first. */
  readonly guarded: boolean;
  /** The keys under which it is read, as far as they are written down: `a.b[0]` reads `["b", "0"]` of `a`. */
  readonly path: readonly string[];
  /** Whether no more is asked than whether it is encrypted. */
  readonly unopened: boolean;
  /** Whether its value is all that a string holds: `"{{ users }}"`. */
  readonly whole?: true;
}

/** Where a tree stands, and what was found in it. */
export interface TreeWalk {
  readonly source: Source;
  readonly found: FreeName[];
  /** Calls of functions and methods that nobody has. */
  readonly problems: Diagnostic[];
  /** Names that a condition asked about before. */
  readonly guards: ReadonlySet<string>;
  /** Names that the template sets itself. */
  readonly bound: ReadonlySet<string>;
  /** Below a test that opens nothing. */
  readonly unopened?: boolean;
}

/** Finds the names in a tree. */
export function walkTree(tree: Tree, walk: TreeWalk): void {
  switch (tree.kind) {
    case "name": case "attribute": case "item": walkChain(tree, walk); return;
    case "logic": walkInTurn(tree.operands, walk); return;
    case "conditional": walkConditional(tree, walk); return;
    case "filter": case "test": walkGuarded(tree, walk); return;
    case "call": case "method": checkCall(tree, walk); walkCall(tree, walk); return;
    default: walkParts(tree, walk);
  }
}

function walkConditional({ test, then, otherwise }: ConditionalTree, walk: TreeWalk): void {
  walkTree(test, walk);
  for (const part of [then, otherwise]) if (part !== undefined) walkTree(part, withGuards(walk, test));
}

/** What a macro is given may be undefined: it can ask about it. */
function walkCall(tree: CallTree | MethodTree, walk: TreeWalk): void {
  const isMacro = tree.kind === "call" ? walk.bound.has(tree.name) : startsIn(tree.target, walk.bound);
  const plain = isMacro ? [...tree.args.positional, ...tree.args.named.map(({ value }) => value)].flatMap((each) => each.kind === "name" ? [each.name] : []) : [];
  walkParts(tree, plain.length === 0 ? walk : { ...walk, guards: new Set([...walk.guards, ...plain]) });
}

function walkParts(tree: Tree, walk: TreeWalk): void {
  for (const part of partsOf(tree)) walkTree(part, walk);
}

/** `a`, `a.b`, `a["b"][0]`: one name, and the way to what is read of it. Other keys are looked through for names. */
function walkChain(tree: NameTree | AttributeTree | ItemTree, walk: TreeWalk): void {
  const chain = chainOf(tree);
  if (chain === undefined) walkParts(tree, walk);
  else addName(chain, walk);
}

/** A variable, and the keys under which it is read. */
export interface Chain {
  readonly root: NameTree;
  readonly path: readonly string[];
}

/** The chain that a tree is; undefined for anything else. */
export function chainOf(tree: Tree): Chain | undefined {
  if (tree.kind === "name") return { root: tree, path: [] };
  const key = tree.kind === "attribute" ? tree.name : tree.kind === "item" && tree.key.kind === "literal" ? scalarText(tree.key.value) : undefined;
  if (key === undefined || !("target" in tree)) return undefined;
  const below = chainOf(tree.target);
  return below && { root: below.root, path: [...below.path, key] };
}

function addName({ root, path }: Chain, { source, found, guards, bound, unopened = false }: TreeWalk): void {
  const { name } = root;
  if (!bound.has(name) && name !== BODY) found.push({ name, place: source.place(root), guarded: guards.has(name), path, unopened });
}

/** A macro can be called before it is known where it comes from; what is neither a function nor set by the template is a mistake. */
function checkCall(tree: CallTree | MethodTree, { source, problems, bound, guards }: TreeWalk): void {
  const { name, nameSpan } = tree;
  if (tree.kind === "call" ? Object.hasOwn(functions, name) || bound.has(name) || guards.has(name) : isMethodName(name) || startsIn(tree.target, bound)) return;
  const what = tree.kind === "call" ? "function or macro" : "method";
  const hint = tree.kind === "call" ? didYouMean(name, [...Object.keys(functions), ...bound]) : reasonFor(GONE_METHODS, name);
  problems.push(new Fault(tree.kind === "call" ? "unknown-function" : "unknown-method", `There is no ${what} "${name}"`, { span: nameSpan, hint }).diagnostic(source));
}

function startsIn(tree: Tree, bound: ReadonlySet<string>): boolean {
  switch (tree.kind) {
    case "name": return bound.has(tree.name);
    case "attribute": case "item": case "method": return startsIn(tree.target, bound);
    default: return false;
  }
}

/** What stands further right in `and` and `or` is only reached when what stands before let it. */
function walkInTurn(operands: readonly Tree[], walk: TreeWalk): void {
  let here = walk;
  for (const operand of operands) {
    walkTree(operand, here);
    here = withGuards(here, operand);
  }
}

function walkGuarded(tree: Extract<Tree, { kind: "filter" | "test" }>, walk: TreeWalk): void {
  const [target, ...args] = partsOf(tree);
  if (target !== undefined && lastWord(tree.name) === "vault_encrypted") walkTree(target, { ...walk, unopened: true });
  else if (target !== undefined) walkTree(target, acceptsUndefined(tree) ? { ...walk, guards: new Set([...walk.guards, ...namesBelow(target)]) } : walk);
  for (const arg of args) walkTree(arg, walk);
}

function acceptsUndefined(tree: Tree): boolean {
  if (tree.kind !== "filter" && tree.kind !== "test") return false;
  return ["default", "d", "defined", "undefined", "type_debug"].includes(lastWord(tree.name));
}

/** The name of a filter or test without its collection. */
function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The variable that a chain of attributes, items and methods starts from. */
function namesBelow(tree: Tree): readonly string[] {
  switch (tree.kind) {
    case "name": return [tree.name];
    case "attribute": case "item": case "filter": return namesBelow(tree.target);
    default: return [];
  }
}

/** The variables that a tree asks about with `is defined` and the like. */
export function namesBelowTests(tree: Tree): ReadonlySet<string> {
  const tested = new Set<string>();
  collectTested(tree, tested);
  return tested;
}

function collectTested(tree: Tree, tested: Set<string>): void {
  if (acceptsUndefined(tree) && "target" in tree) for (const name of namesBelow(tree.target)) tested.add(name);
  for (const part of partsOf(tree)) collectTested(part, tested);
}

/** The same place behind a condition: what it asks about may be undefined there. */
export function withGuards<W extends TreeWalk>(walk: W, condition: Tree): W {
  return { ...walk, guards: new Set([...walk.guards, ...namesBelowTests(condition)]) };
}
