import { isMap, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { Compiler, Code } from "./compile.js";
import { compile } from "./compile.js";
import { Fault, typeFault } from "./fault.js";
import { needed } from "./outcome.js";
import { kindOf } from "./python-text.js";
import { sequence } from "./reading.js";
import type { Scope } from "./scope.js";
import type { Arguments } from "./tree.js";

/** What `*list` and `**dict` in a call stand for. */
export interface Spread { readonly positional: readonly Value[]; readonly named: ValueMap }

/** Whether a call has any. */
export function hasSpread({ spread, spreadNamed }: Arguments): boolean {
  return spread !== undefined || spreadNamed !== undefined;
}

/** Evaluates them; unknown when one of them is. */
export function compileSpread({ spread, spreadNamed }: Arguments, compiler: Compiler): (scope: Scope) => Spread | Unknown | Fault {
  const list = spread && compile(spread, compiler);
  const map = spreadNamed && compile(spreadNamed, compiler);
  return (scope) => {
    const positional = list === undefined ? [] : itemsOf(list, scope);
    if (positional instanceof Fault || positional instanceof Unknown) return positional;
    const named = map === undefined ? {} : needed(map(scope));
    if (named instanceof Fault || named instanceof Unknown) return named;
    return isMap(named) ? { positional, named } : typeFault(`\`**\` needs a dictionary, not ${kindOf(named)}`);
  };
}

function itemsOf(code: Code, scope: Scope): readonly Value[] | Unknown | Fault {
  const value = needed(code(scope));
  if (value instanceof Fault || value instanceof Unknown) return value;
  return sequence.read(value) ?? typeFault(`\`*\` needs a list, not ${kindOf(value)}`);
}
