import { OMIT, Unknown, type Value } from "#engine/core/value.js";
import { concatenate } from "./arithmetic.js";
import { truth } from "./comparison.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import { assign } from "./assign.js";
import { LocalScope } from "./local-scope.js";
import { renderBlock, renderExtends, renderFrom, renderImport, renderInclude } from "./render-files.js";
import { renderFor } from "./render-for.js";
import { renderCall, renderMacro } from "./render-macro.js";
import { renderFilter, renderSet } from "./render-set.js";
import type { Frame, Part, Stop } from "./rendering.js";
import type { Scope } from "./scope.js";
import type { IfPiece, OutputPiece, Piece, TextPiece, WithPiece } from "./template-tree.js";
import { objectOf } from "./template-object.js";
import { owned, settled } from "./own-values.js";
import { Undefined } from "./undefined.js";

/** Renders pieces into the parts of the frame. A condition or list that is unknown ends the whole: nobody knows what would come after it. */
export function renderPieces(pieces: readonly Piece[], frame: Frame): Stop {
  for (const piece of pieces) {
    const stop = frame.context.rendering.step() ?? renderPiece(piece, frame);
    if (stop !== undefined) return stop;
  }
  return undefined;
}

function renderPiece(piece: Piece, frame: Frame): Stop {
  switch (piece.kind) {
    case "text": return write({ value: piece.text, fromOutput: false }, frame);
    case "output": return renderOutput(piece, frame);
    case "if": return renderIf(piece, frame);
    case "for": return renderFor(piece, frame);
    case "set": return renderSet(piece, frame);
    case "do": return onlyFault(valueOf(piece.expression, frame.scope));
    case "break": case "continue": return piece.kind;
    default: return renderBlockPiece(piece, frame);
  }
}

type BlockKinds = "with" | "filter" | "macro" | "call";
type FileKinds = "include" | "import" | "from" | "extends" | "block";

function renderBlockPiece(piece: Extract<Piece, { kind: BlockKinds | FileKinds }>, frame: Frame): Stop {
  switch (piece.kind) {
    case "with": return renderWith(piece, frame);
    case "filter": return renderFilter(piece, frame);
    case "macro": return renderMacro(piece, frame);
    case "call": return renderCall(piece, frame);
    default: return renderFilePiece(piece, frame);
  }
}

function renderFilePiece(piece: Extract<Piece, { kind: FileKinds }>, frame: Frame): Stop {
  switch (piece.kind) {
    case "include": return renderInclude(piece, frame);
    case "import": return renderImport(piece, frame);
    case "from": return renderFrom(piece, frame);
    case "extends": return renderExtends(piece, frame);
    case "block": return renderBlock(piece, frame);
  }
}

/** Behind its `extends` a template writes nothing by itself. */
function muted({ run }: Frame): boolean {
  return run?.parent !== undefined;
}

function onlyFault(value: Value | Fault): Fault | undefined {
  return value instanceof Fault ? value : undefined;
}

/** The value of an expression, with the whole expression to blame for what names no smaller part. */
export function valueOf(expression: Expression, scope: Scope): Value | Fault {
  return checked(expression.code(scope), expression);
}

function renderOutput({ expression }: OutputPiece, frame: Frame): Stop {
  if (muted(frame)) return undefined;
  const value = outputOf(expression, frame.scope);
  if (value instanceof Fault) return value;
  const stop = writeValue(value, frame);
  return stop instanceof Fault ? stop.at(expression.tree) : stop;
}

/** What `{{ }}` holds: nothing for an `if` without `else` whose condition is false. */
function outputOf(expression: Expression, scope: Scope): Value | Fault {
  const outcome = expression.code(scope);
  return outcome instanceof Undefined && outcome.quiet ? "" : checked(outcome, expression);
}

function checked(outcome: Outcome, { tree }: Expression): Value | Fault {
  const value = needed(outcome);
  return value instanceof Fault ? value.at(tree) : value;
}

/** Renders a template without statements for a string of a playbook: much quicker, and most of them are such. */
export function renderPlain(pieces: readonly (TextPiece | OutputPiece)[], scope: Scope): readonly Part[] | Fault {
  const parts: Part[] = [];
  for (const piece of pieces) {
    const value = piece.kind === "text" ? piece.text : outputOf(piece.expression, scope);
    if (value instanceof Fault) return value;
    parts.push({ value: settled(objectOf(value)?.written() ?? value), fromOutput: piece.kind === "output" });
  }
  return parts;
}

/** Writes a value: as it is in a string of a playbook, as text elsewhere. */
export function writeValue(value: Value, frame: Frame): Stop {
  const plain = objectOf(value)?.written() ?? value;
  if (frame.native) return write({ value: settled(plain), fromOutput: true }, frame);
  const text = written(plain);
  return text instanceof Fault ? text : write({ value: text, fromOutput: true }, frame);
}

function write(part: Part, frame: Frame): Stop {
  if (!part.fromOutput && muted(frame)) return undefined;
  frame.parts.push(part);
  return frame.context.rendering.grow(typeof part.value === "string" ? part.value.length : 8);
}

function written(value: Value): Value | Fault {
  if (typeof value === "string" || value instanceof Unknown) return value;
  return value === null ? "" : join([{ value, fromOutput: true }]);
}

function renderIf(piece: IfPiece, frame: Frame): Stop {
  for (const { test, body } of piece.branches) {
    const value = valueOf(test, frame.scope);
    if (value instanceof Fault) return value;
    const answer = truth(value);
    if (answer instanceof Unknown) return answer;
    if (answer) return renderPieces(body, frame);
  }
  return renderPieces(piece.otherwise, frame);
}

/** The values are those of outside: `{% with a = 1, b = a %}` does not see its own `a`. */
function renderWith(piece: WithPiece, frame: Frame): Stop {
  const scope = new LocalScope(frame.scope);
  for (const { target, value, span } of piece.bindings) {
    const outcome = value.code(frame.scope);
    if (outcome instanceof Fault) return outcome.at(value.tree);
    const fault = assign(target, owned(outcome, value.tree), { scope, rendering: frame.context.rendering });
    if (fault !== undefined) return fault.at(span);
  }
  return renderPieces(piece.body, { ...frame, scope, top: false });
}

/** The parts as one text, as Ansible writes it: none is empty, true is `True`. `omit` has no text. */
export function join(parts: readonly Part[]): Value | Fault {
  const values = parts.map(({ value }) => value ?? "");
  if (values.includes(OMIT)) return new Fault("omit-in-text", "`omit` cannot be a part of a text", { hint: "Let the whole value be `{{ ... | default(omit) }}`." });
  return concatenate(values);
}

/** What was rendered apart from the rest, as one text. An unknown condition in it makes the whole rendering unknown; a jump belongs to the loop round it. */
export function textOfParts(stop: Stop, { parts, context }: Pick<Frame, "parts" | "context">): Value | Fault {
  if (stop instanceof Fault) return stop;
  if (stop instanceof Unknown) context.rendering.unknown ??= stop;
  return isStuck(stop as Value) ? stop as Unknown : join(parts);
}
