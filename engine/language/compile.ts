import { Unknown, type Value } from "#engine/core/value.js";
import { readAttribute, readItem } from "./access.js";
import { bounded } from "./bounds.js";
import { concatenate } from "./arithmetic.js";
import { compileArithmetic, compileCompare, compileConditional, compileLogic, compileUnary } from "./compile-operators.js";
import { compileCall, compileFilter, compileMethod, compileTest } from "./compile-call.js";
import { Fault } from "./fault.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import { slice } from "./slice.js";
import { numberText } from "./python-text.js";
import type { AttributeTree, BinaryTree, CompareTree, ConcatTree, ConditionalTree, FilterTree, ItemTree, ListTree, LogicTree, MapTree, NameTree, SliceTree, TestTree, Tree, UnaryTree } from "./tree.js";
import { Undefined } from "./undefined.js";

/** A compiled expression: scope in, outcome out. */
export type Code = (scope: Scope) => Outcome;

/** What compiling needs: the text for messages, and where mistakes are collected. */
export interface Compiler {
  readonly text: string;
  readonly faults: Fault[];
  /** Names that a template binds itself. Where it is given, a call of an unknown name may be one of a macro, so that it is looked up when it is rendered. */
  readonly binds?: ReadonlySet<string>;
}

/** Turns a tree into closures. Mistakes that can be seen without values go to `compiler.faults`. */
export function compile(tree: Tree, compiler: Compiler): Code {
  switch (tree.kind) {
    case "literal": { const { value } = tree; return () => value; }
    case "name": return compileName(tree);
    case "list": return compileList(tree, compiler);
    case "map": return compileMap(tree, compiler);
    case "attribute": return compileAttribute(tree, compiler);
    case "item": return compileItem(tree, compiler);
    case "slice": return compileSlice(tree, compiler);
    case "call": return compileCall(tree, compiler);
    case "method": return compileMethod(tree, compiler);
    default: return compileOperation(tree, compiler);
  }
}

function compileOperation(tree: FilterTree | TestTree | UnaryTree | BinaryTree | ConcatTree | LogicTree | CompareTree | ConditionalTree, compiler: Compiler): Code {
  switch (tree.kind) {
    case "filter": return compileFilter(tree, compiler);
    case "test": return compileTest(tree, compiler);
    case "unary": return compileUnary(tree, compiler);
    case "binary": return compileArithmetic(tree, compiler);
    case "concat": return compileConcat(tree, compiler);
    case "logic": return compileLogic(tree, compiler);
    case "compare": return compileCompare(tree, compiler);
    case "conditional": return compileConditional(tree, compiler);
  }
}

function compileName(tree: NameTree): Code {
  const { name } = tree;
  return (scope) => {
    const own = scope.local?.(name);
    if (own !== undefined) return own;
    const found = scope.get(name);
    if (found === undefined) return new Undefined({ message: `"${name}" is undefined`, name, known: () => scope.names(), span: tree });
    if (found.ok) return found.value;
    if (found.error.code !== "undefined-variable") return Fault.from(found.error);
    return new Undefined({ message: found.error.message, name, known: () => [], span: tree, cause: found.error });
  };
}

function compileList(tree: ListTree, compiler: Compiler): Code {
  const items = tree.items.map((item) => compile(item, compiler));
  return (scope) => {
    const values: Value[] = [];
    for (const item of items) {
      const value = needed(item(scope));
      if (value instanceof Fault) return value;
      values.push(value);
    }
    return bounded(values, values);
  };
}

function compileMap(tree: MapTree, compiler: Compiler): Code {
  const entries = tree.entries.map(({ key, value }) => ({ key: compile(key, compiler), value: compile(value, compiler), span: key }));
  return (scope) => {
    const pairs: [string, Value][] = [];
    for (const { key, value, span } of entries) {
      const name = needed(key(scope));
      if (isStuck(name)) return name;
      const made = needed(value(scope));
      if (made instanceof Fault) return made;
      if (typeof name !== "string" && typeof name !== "number") return new Fault("type-error", "The key of a dictionary must be a string", { span });
      pairs.push([typeof name === "number" ? numberText(name) : name, made]);
    }
    return bounded(mapOf(pairs), pairs.map(([, value]) => value));
  };
}

function compileAttribute(tree: AttributeTree, compiler: Compiler): Code {
  const target = compile(tree.target, compiler);
  const { name } = tree;
  const reader = { label: compiler.text.slice(tree.target.start, tree.target.end), span: { start: tree.end - name.length, end: tree.end } };
  return (scope) => {
    const value = target(scope);
    if (value instanceof Undefined || value instanceof Fault) return value;
    return readAttribute(value, name, reader);
  };
}

function compileItem(tree: ItemTree, compiler: Compiler): Code {
  const target = compile(tree.target, compiler);
  const key = compile(tree.key, compiler);
  const reader = { label: compiler.text.slice(tree.target.start, tree.target.end), span: tree };
  return (scope) => {
    const value = target(scope);
    if (value instanceof Undefined || value instanceof Fault || value instanceof Unknown) return value;
    const index = needed(key(scope));
    if (index instanceof Fault) return index;
    const read = readItem(value, index, reader);
    return read instanceof Fault ? read.at(tree) : read;
  };
}

function compileSlice(tree: SliceTree, compiler: Compiler): Code {
  const target = compile(tree.target, compiler);
  const bounds = [tree.from, tree.to, tree.step].map((bound) => bound && compile(bound, compiler));
  return (scope) => {
    const value = needed(target(scope));
    if (isStuck(value)) return value;
    const numbers: (Value | undefined)[] = [];
    for (const bound of bounds) {
      const number = bound === undefined ? undefined : needed(bound(scope));
      if (number instanceof Fault) return number;
      numbers.push(number);
    }
    const cut = slice(value, { from: numbers[0], to: numbers[1], step: numbers[2] });
    return cut instanceof Fault ? cut.at(tree) : cut;
  };
}

function compileConcat(tree: ConcatTree, compiler: Compiler): Code {
  const parts = tree.parts.map((part) => compile(part, compiler));
  return (scope) => {
    const values: Value[] = [];
    for (const part of parts) {
      const outcome = part(scope);
      const value = outcome instanceof Undefined && outcome.quiet ? "" : needed(outcome);
      if (value instanceof Fault) return value;
      values.push(value);
    }
    const joined = concatenate(values);
    return joined instanceof Fault ? joined.at(tree) : joined;
  };
}
