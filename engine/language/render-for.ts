import { Unknown, type Value } from "#engine/core/value.js";
import { truth } from "./comparison.js";
import { assign } from "./assign.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { LocalScope } from "./local-scope.js";
import { LoopObject, type LoopRun } from "./loop-object.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import { sequence } from "./reading.js";
import { renderPieces, textOfParts, valueOf } from "./render-pieces.js";
import type { Frame, Part, Stop } from "./rendering.js";
import { objectOf } from "./template-object.js";
import type { ForPiece } from "./template-tree.js";

/** `{% for %}`, with its `if`, `else`, `loop` and recursion. */
export function renderFor(piece: ForPiece, frame: Frame): Stop {
  return renderLoop(piece, valueOf(piece.items, frame.scope), 0, frame);
}

function renderLoop(piece: ForPiece, value: Value | Fault, depth0: number, frame: Frame): Stop {
  const items = isStuck(value) ? value : chosenItems(piece, value, frame);
  if (items instanceof Fault || items instanceof Unknown) return items;
  if (items.length === 0) return renderPieces(piece.otherwise, { ...frame, scope: new LocalScope(frame.scope), top: false });
  const run: LoopRun = { items, depth0, again: piece.recursive ? (more) => renderAgain(piece, more, depth0 + 1, frame) : undefined, last: undefined };
  for (const index of items.keys()) {
    const stop = renderRound(piece, run, index, frame);
    if (stop === "break") break;
    if (stop !== undefined && stop !== "continue") return stop;
  }
  return undefined;
}

function renderRound(piece: ForPiece, run: LoopRun, index: number, frame: Frame): Stop {
  const scope = new LocalScope(frame.scope);
  if (piece.usesLoop || piece.recursive) scope.set("loop", new LoopObject(run, index).asValue());
  const { rendering } = frame.context;
  const fault = rendering.step() ?? assign(piece.target, run.items[index] ?? null, { scope, rendering });
  return fault === undefined ? renderPieces(piece.body, { ...frame, scope, top: false }) : fault.at(piece.span);
}

/** `loop(items)`: the same body for other items, as a text. */
function renderAgain(piece: ForPiece, items: Outcome, depth0: number, frame: Frame): Outcome {
  const parts: Part[] = [];
  const { rendering } = frame.context;
  const stop = rendering.inside("loop()", rendering.source, () => renderLoop(piece, needed(items), depth0, { ...frame, parts, native: false }));
  return textOfParts(stop, { parts, context: frame.context });
}

/** The items of a list, keys of a dictionary or characters of a text that pass the loop's own `if`. */
function chosenItems(piece: ForPiece, value: Value, frame: Frame): readonly Value[] | Unknown | Fault {
  const all = objectOf(value) === undefined ? sequence.read(value) : undefined;
  if (all === undefined) return new Fault("type-error", `Only a list can be looped over, not ${kindOf(value)}`, { span: piece.items.tree });
  if (piece.test === undefined) return [...all]; // a list that the body appends to must not grow under the loop
  const chosen: Value[] = [];
  for (const item of all) {
    const answer = passes(piece, piece.test, item, frame);
    if (typeof answer !== "boolean") return answer;
    if (answer) chosen.push(item);
  }
  return chosen;
}

function passes(piece: ForPiece, test: Expression, item: Value, frame: Frame): boolean | Unknown | Fault {
  const scope = new LocalScope(frame.scope);
  const { rendering } = frame.context;
  const fault = assign(piece.target, item, { scope, rendering })?.at(piece.span) ?? rendering.step();
  if (fault !== undefined) return fault;
  const value = valueOf(test, scope);
  return value instanceof Fault ? value : truth(value);
}
