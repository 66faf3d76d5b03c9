import type { Value } from "#engine/core/value.js";
import { assign } from "./assign.js";
import { Fault } from "./fault.js";
import { LocalScope } from "./local-scope.js";
import { owned } from "./own-values.js";
import { renderPieces, textOfParts, valueOf, writeValue } from "./render-pieces.js";
import type { Frame, Part, Stop } from "./rendering.js";
import { BODY, type Captured, type FilterPiece, type SetPiece } from "./template-tree.js";

/** `{% set %}`, of a value or of a block of text. */
export function renderSet({ target, value, span }: SetPiece, frame: Frame): Stop {
  const to = { scope: frame.scope, rendering: frame.context.rendering };
  if ("tree" in value) {
    const outcome = value.code(frame.scope);
    return outcome instanceof Fault ? outcome.at(value.tree) : assign(target, owned(outcome, value.tree), to)?.at(span);
  }
  const text = capture(value, { ...frame, run: undefined });
  if (text instanceof Fault || text === "break" || text === "continue") return text;
  return assign(target, text.text, to)?.at(span);
}

/** `{% filter %}`. */
export function renderFilter({ captured }: FilterPiece, frame: Frame): Stop {
  const text = capture(captured, frame);
  if (text instanceof Fault || text === "break" || text === "continue") return text;
  return writeValue(text.text, frame);
}

/** Renders pieces apart from the rest, and puts their text through the filters. */
function capture({ body, filters }: Captured, frame: Frame): { text: Value } | Fault | "break" | "continue" {
  const parts: Part[] = [];
  const scope = new LocalScope(frame.scope);
  const stop = renderPieces(body, { ...frame, scope, parts, native: false, top: false });
  if (stop === "break" || stop === "continue") return stop;
  const text = textOfParts(stop, { parts, context: frame.context });
  if (text instanceof Fault) return text;
  scope.set(BODY, text);
  const filtered = filters === undefined ? text : valueOf(filters, scope);
  return filtered instanceof Fault ? filtered : { text: filtered };
}
