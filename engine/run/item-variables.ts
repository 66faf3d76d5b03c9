import type { Value, ValueMap } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { evaluateFlag } from "./flag.js";
import { renderedNumber } from "./rendered-number.js";

/** An item's place in its loop. */
export interface Position {
  readonly index: number;
  readonly items: readonly Value[];
  /** `ansible_loop` is there only where loop_control asks for it. */
  readonly extended: "no" | "without-all-items" | "yes";
}

/** Whether a task's loop has an `ansible_loop`. */
export function extension({ own }: PlannedTask, scope: Scope): Position["extended"] {
  if (!evaluateFlag(own.control?.extended, scope, false)) return "no";
  return evaluateFlag(own.control?.extendedAllItems, scope, true) ? "yes" : "without-all-items";
}

/** The variables of one item; reading ahead uses the same. They are keys of the item's result as well. */
export function itemVariables({ own }: PlannedTask, item: Value, position: Position): ReadonlyMap<string, Value> {
  const { loopVar, indexVar } = own;
  return new Map<string, Value>([
    [loopVar, item], ["ansible_loop_var", loopVar],
    ...(indexVar === undefined ? [] : [[indexVar, position.index], ["ansible_index_var", indexVar]] as const),
    ...(position.extended === "no" ? [] : [["ansible_loop", loopVariable(position)]] as const),
  ]);
}

/** Ansible: "Loops", extended loop variables. */
function loopVariable({ index, items, extended }: Position): ValueMap {
  const { length } = items;
  const [previous, next] = [items[index - 1], items[index + 1]];
  return {
    index: index + 1, index0: index, first: index === 0, last: index === length - 1, length, revindex: length - index, revindex0: length - index - 1,
    ...(extended === "yes" && { allitems: items }), ...(next !== undefined && { nextitem: next }), ...(previous !== undefined && { previtem: previous }),
  };
}

/** Seconds to wait between two items. */
export function pauseOf({ own }: PlannedTask, scope: Scope): number {
  return renderedNumber(own.control?.pause, scope, 0);
}
