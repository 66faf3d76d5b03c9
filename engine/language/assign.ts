import { Unknown, type Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import type { LocalScope } from "./local-scope.js";
import { Namespace } from "./template-objects.js";
import { needed, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import { sequence } from "./reading.js";
import type { Rendering } from "./rendering.js";
import { objectOf } from "./template-object.js";
import { namesOf } from "./statement-heads.js";
import type { Target } from "./template-tree.js";
import { Undefined } from "./undefined.js";

/** Where variables are set. */
export interface Assignee { readonly scope: LocalScope; readonly rendering: Rendering }

/** Sets what a target names. A single name may become undefined: using it is the mistake then, as in Jinja2. */
export function assign(target: Target, value: Outcome, to: Assignee): Fault | undefined {
  switch (target.kind) {
    case "name":
      to.scope.set(target.name, value instanceof Undefined ? value.within(to.rendering.source) : value);
      return undefined;
    case "several": return assignSeveral(target.targets, value, to);
    case "attribute": return assignAttribute(target, value, to);
  }
}

function assignSeveral(targets: readonly Target[], outcome: Outcome, to: Assignee): Fault | undefined {
  const value = needed(outcome);
  if (value instanceof Fault) return value;
  if (value instanceof Unknown) {
    for (const name of targets.flatMap(namesOf)) to.scope.set(name, value);
    return undefined;
  }
  const values = objectOf(value) === undefined ? sequence.read(value) : undefined;
  if (values?.length !== targets.length) return wrongNumber(targets.length, values, value);
  for (const [index, target] of targets.entries()) {
    const fault = assign(target, values[index] ?? null, to);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function wrongNumber(wanted: number, values: readonly Value[] | undefined, value: Value): Fault {
  return typeFault(`${wanted} variables need a list of ${wanted} items, not ${values === undefined ? kindOf(value) : `one of ${values.length}`}`);
}

function assignAttribute({ name, attribute }: Extract<Target, { kind: "attribute" }>, outcome: Outcome, { scope }: Assignee): Fault | undefined {
  const value = needed(outcome);
  if (value instanceof Fault) return value;
  const owner = scope.local(name);
  if (owner instanceof Unknown) return undefined;
  if (!(owner instanceof Namespace)) return namespaceFault(name, owner ?? variable(name, scope));
  owner.set(attribute, value);
  return undefined;
}

function variable(name: string, scope: LocalScope): Value | undefined {
  const found = scope.get(name);
  return found?.ok === true ? found.value : undefined;
}

function namespaceFault(name: string, value: Outcome | undefined): Fault {
  const is = value === undefined || value instanceof Undefined || value instanceof Fault ? "undefined" : kindOf(value);
  return new Fault("type-error", `"${name}" is ${is}; only attributes of a namespace can be set`, { hint: `Make it one first: \`{% set ${name} = namespace(...) %}\`. Of a dictionary write \`{% set ${name} = ${name} | combine({...}) %}\`.` });
}
