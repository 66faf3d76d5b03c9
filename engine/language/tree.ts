import type { Span } from "./source.js";

/** An expression as a tree. Every part knows where it stands in its source. */
export type Tree =
  | LiteralTree | NameTree | ListTree | MapTree | AttributeTree | ItemTree | SliceTree
  | CallTree | MethodTree | FilterTree | TestTree
  | UnaryTree | BinaryTree | ConcatTree | LogicTree | CompareTree | ConditionalTree;

interface Part extends Span {
  /** How many levels of parts are in it, itself included: what the depth limit counts. */
  readonly height: number;
}

/** `"text"`, `12`, `true`, `none`. */
export interface LiteralTree extends Part { readonly kind: "literal"; readonly value: null | boolean | number | string }

/** A variable. */
export interface NameTree extends Part { readonly kind: "name"; readonly name: string }

/** `[a, b]`, or `(a, b)`, which is a list here as well. */
export interface ListTree extends Part { readonly kind: "list"; readonly items: readonly Tree[]; readonly isTuple?: true }

/** `{'key': value}`. */
export interface MapTree extends Part { readonly kind: "map"; readonly entries: readonly { readonly key: Tree; readonly value: Tree }[] }

/** `target.name`. */
export interface AttributeTree extends Part { readonly kind: "attribute"; readonly target: Tree; readonly name: string }

/** `target[key]`. */
export interface ItemTree extends Part { readonly kind: "item"; readonly target: Tree; readonly key: Tree }

/** `target[start:stop:step]`. */
export interface SliceTree extends Part {
  readonly kind: "slice";
  readonly target: Tree;
  readonly from: Tree | undefined;
  readonly to: Tree | undefined;
  readonly step: Tree | undefined;
}

/** What stands in the parentheses of a call. */
export interface Arguments {
  readonly positional: readonly Tree[];
  readonly named: readonly NamedArgument[];
  /** `*list`: further positional arguments. */
  readonly spread?: Tree | undefined;
  /** `**dictionary`: further named arguments. */
  readonly spreadNamed?: Tree | undefined;
}

/** `name=value`. */
export interface NamedArgument { readonly name: string; readonly value: Tree; readonly span: Span }

/** `range(3)`, `lookup('env', 'HOME')`. */
export interface CallTree extends Part { readonly kind: "call"; readonly name: string; readonly args: Arguments; readonly nameSpan: Span }

/** `target.split(',')`. */
export interface MethodTree extends Part { readonly kind: "method"; readonly target: Tree; readonly name: string; readonly args: Arguments; readonly nameSpan: Span }

/** `target | name(args)`. */
export interface FilterTree extends Part { readonly kind: "filter"; readonly target: Tree; readonly name: string; readonly args: Arguments; readonly nameSpan: Span }

/** `target is [not] name(args)`. */
export interface TestTree extends Part {
  readonly kind: "test";
  readonly target: Tree;
  readonly name: string;
  readonly args: Arguments;
  readonly negated: boolean;
  readonly nameSpan: Span;
}

/** `not a`, `-a`, `+a`. */
export interface UnaryTree extends Part { readonly kind: "unary"; readonly operator: "not" | "-" | "+"; readonly operand: Tree }

/** The arithmetic operators. */
export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** `a + b`. */
export interface BinaryTree extends Part { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree }

/** `a ~ b ~ c`. */
export interface ConcatTree extends Part { readonly kind: "concat"; readonly parts: readonly Tree[] }

/** `a and b and c`, `a or b or c`. */
export interface LogicTree extends Part { readonly kind: "logic"; readonly operator: "and" | "or"; readonly operands: readonly Tree[] }

/** The comparison operators. */
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

/** `a < b <= c`, which is `a < b and b <= c`. */
export interface CompareTree extends Part {
  readonly kind: "compare";
  readonly first: Tree;
  readonly rest: readonly { readonly operator: CompareOperator; readonly operand: Tree }[];
}

/** `then if test else otherwise`. */
export interface ConditionalTree extends Part { readonly kind: "conditional"; readonly test: Tree; readonly then: Tree; readonly otherwise: Tree | undefined }

/** A part whose height may not be known yet. */
export type Bare<T extends Tree = Tree> = T extends Tree ? Omit<T, "height"> : never;

/** The parts right below a part. */
export function partsOf(tree: Bare): readonly Tree[] {
  switch (tree.kind) {
    case "literal": case "name": return [];
    case "list": return tree.items;
    case "map": return tree.entries.flatMap(({ key, value }) => [key, value]);
    case "attribute": return [tree.target];
    case "item": return [tree.target, tree.key];
    case "call": return partsOfArguments(tree.args);
    default: return partsOfApplication(tree);
  }
}

function partsOfApplication(tree: Bare<Exclude<Tree, { kind: "literal" | "name" | "list" | "map" | "attribute" | "item" | "call" }>>): readonly Tree[] {
  switch (tree.kind) {
    case "method": case "filter": case "test": return [tree.target, ...partsOfArguments(tree.args)];
    case "slice": return [tree.target, tree.from, tree.to, tree.step].filter((part) => part !== undefined);
    case "concat": return tree.parts;
    case "logic": return tree.operands;
    default: return partsOfOperator(tree);
  }
}

function partsOfOperator(tree: Bare<UnaryTree | BinaryTree | CompareTree | ConditionalTree>): readonly Tree[] {
  switch (tree.kind) {
    case "unary": return [tree.operand];
    case "binary": return [tree.left, tree.right];
    case "compare": return [tree.first, ...tree.rest.map(({ operand }) => operand)];
    case "conditional": return [tree.test, tree.then, tree.otherwise].filter((part) => part !== undefined);
  }
}

function partsOfArguments(args: Arguments): readonly Tree[] {
  return [...args.positional, ...args.named.map(({ value }) => value), ...[args.spread, args.spreadNamed].filter((part) => part !== undefined)];
}
