import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { concatenate } from "./arithmetic.js";
import { truth } from "./comparison.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { LocalScope } from "./local-scope.js";
import { isStuck, needed } from "./outcome.js";
import { kindOf } from "./python-text.js";
import { sequence } from "./reading.js";
import type { Scope } from "./scope.js";
import { mapOf } from "./secret-parts.js";
import type { ForPiece, IfPiece, Piece, SetPiece } from "./template-tree.js";

/** A part of what a template gives: text of the template itself, or a value from `{{ }}`. */
export interface Part { readonly value: Value; readonly fromOutput: boolean }

/** Renders pieces into parts. Where a condition or a list is unknown, so is the part; `set` writes into `scope`. */
export function renderPieces(pieces: readonly Piece[], scope: LocalScope, parts: Part[]): Fault | undefined {
  for (const piece of pieces) {
    const fault = renderPiece(piece, scope, parts);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function renderPiece(piece: Piece, scope: LocalScope, parts: Part[]): Fault | undefined {
  switch (piece.kind) {
    case "text": parts.push({ value: piece.text, fromOutput: false }); return undefined;
    case "output": return renderOutput(piece.expression, scope, parts);
    case "if": return renderIf(piece, scope, parts);
    case "for": return renderFor(piece, scope, parts);
    case "set": return renderSet(piece, scope);
  }
}

/** The value of an expression, with the whole expression to blame for what names no smaller part. */
export function valueOf(expression: Expression, scope: Scope): Value | Fault {
  const value = needed(expression.code(scope));
  return value instanceof Fault ? value.at(expression.tree) : value;
}

function renderOutput(expression: Expression, scope: LocalScope, parts: Part[]): Fault | undefined {
  const value = valueOf(expression, scope);
  if (value instanceof Fault) return value;
  parts.push({ value, fromOutput: true });
  return undefined;
}

function renderIf(piece: IfPiece, scope: LocalScope, parts: Part[]): Fault | undefined {
  for (const { test, body } of piece.branches) {
    const value = valueOf(test, scope);
    if (value instanceof Fault) return value;
    const answer = truth(value);
    if (answer instanceof Unknown) {
      parts.push({ value: answer, fromOutput: true });
      return undefined;
    }
    if (answer) return renderPieces(body, scope, parts);
  }
  return renderPieces(piece.otherwise, scope, parts);
}

function renderFor(piece: ForPiece, scope: LocalScope, parts: Part[]): Fault | undefined {
  const chosen = loopItems(piece, scope);
  if (chosen instanceof Fault) return chosen;
  if (chosen instanceof Unknown) {
    parts.push({ value: chosen, fromOutput: true });
    return undefined;
  }
  if (chosen.length === 0) return renderPieces(piece.otherwise, scope, parts);
  for (const [index, item] of chosen.entries()) {
    const inner = new LocalScope(scope);
    inner.set("loop", loopVariable(chosen, index));
    const fault = bind(piece, item, inner) ?? renderPieces(piece.body, inner, parts);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function loopItems(piece: ForPiece, scope: LocalScope): readonly Value[] | Unknown | Fault {
  const value = valueOf(piece.items, scope);
  if (isStuck(value)) return value;
  const all = sequence.read(value);
  if (all === undefined) return new Fault("type-error", `Only a list can be looped over, not ${kindOf(value)}`, { span: piece.items.tree });
  return chooseItems(piece, all, scope);
}

/** The items that pass the loop's own `if`. */
function chooseItems(piece: ForPiece, items: readonly Value[], scope: LocalScope): readonly Value[] | Unknown | Fault {
  if (piece.test === undefined) return items;
  const chosen: Value[] = [];
  for (const item of items) {
    const inner = new LocalScope(scope);
    const fault = bind(piece, item, inner);
    if (fault !== undefined) return fault;
    const value = valueOf(piece.test, inner);
    if (value instanceof Fault) return value;
    const answer = truth(value);
    if (answer instanceof Unknown) return answer;
    if (answer) chosen.push(item);
  }
  return chosen;
}

function bind({ targets, span }: Pick<ForPiece | SetPiece, "targets" | "span">, value: Value, scope: LocalScope): Fault | undefined {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) {
    scope.set(only, value);
    return undefined;
  }
  if (value instanceof Unknown) {
    for (const name of targets) scope.set(name, value);
    return undefined;
  }
  const values = sequence.read(value);
  if (values?.length !== targets.length) return new Fault("type-error", `${targets.length} variables need a list of ${targets.length} items, not ${values === undefined ? kindOf(value) : `one of ${values.length}`}`, { span });
  for (const [index, name] of targets.entries()) scope.set(name, values[index] ?? null);
  return undefined;
}

function loopVariable(items: readonly Value[], index: number): Value {
  const { length } = items;
  return mapOf([
    ["index", index + 1], ["index0", index], ["revindex", length - index], ["revindex0", length - index - 1], ["length", length],
    ["first", index === 0], ["last", index === length - 1], ["depth", 1], ["depth0", 0],
    ...(index > 0 ? [["previtem", items[index - 1] ?? null] as const] : []), ...(index < length - 1 ? [["nextitem", items[index + 1] ?? null] as const] : []),
  ]);
}

function renderSet(piece: SetPiece, scope: LocalScope): Fault | undefined {
  const value = "tree" in piece.value ? valueOf(piece.value, scope) : blockValue(piece.value, scope);
  return value instanceof Fault ? value : bind(piece, value, scope);
}

function blockValue(pieces: readonly Piece[], scope: LocalScope): Value | Fault {
  const parts: Part[] = [];
  return renderPieces(pieces, new LocalScope(scope), parts) ?? join(parts);
}

/** The parts as one text, as Ansible writes it: none is empty, true is `True`. `omit` has no text. */
export function join(parts: readonly Part[]): Value | Fault {
  const values = parts.map(({ value }) => value ?? "");
  if (values.includes(OMIT)) return new Fault("omit-in-text", "`omit` cannot be a part of a text", { hint: "Let the whole value be `{{ ... | default(omit) }}`." });
  return concatenate(values);
}
