import type { Value, ValueMap } from "#engine/core/value.js";
import { typeFault, type Fault } from "./fault.js";
import type { Outcome } from "./outcome.js";

/** What a template's own function is called with. Arguments may be undefined: a macro hands them on to `default`. */
export interface CallArguments {
  readonly positional: readonly Outcome[];
  readonly named: ReadonlyMap<string, Outcome>;
}

/** A method of an object of templates. */
export type ObjectMethod = (args: CallArguments) => Outcome;

/**
 * A thing that only templates have: a macro, an imported template, `loop`, a namespace, a cycler. To the rest of the language it is a
 * dictionary of its attributes, its own enumerable properties; whatever else it knows is private, and nothing of the host language can be reached.
 */
export abstract class TemplateObject {
  /** What it is, in a sentence and when it is written out: `macro "field"`. */
  abstract get what(): string;

  /** What kind of value it is, in a sentence. */
  get kindName(): string {
    return this.what;
  }

  /** Calls it, as `name(args)` does. */
  call(args: CallArguments): Outcome;
  call(): Outcome {
    return notCallable(this.what);
  }

  /** A method that is no attribute, such as `cycle` of `loop`. */
  method(name: string): ObjectMethod | undefined;
  method(): ObjectMethod | undefined {
    return undefined;
  }

  /** What `{{ }}` writes for it. */
  written(): Value {
    return `<${this.what}>`;
  }

  /** Sets an attribute; `__proto__` is a name like any other. */
  protected define(name: string, value: Value): void {
    Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
  }

  /** The object as a value: it is a dictionary by its shape. */
  asValue(): ValueMap {
    return this as unknown as ValueMap;
  }
}

function notCallable(what: string): Fault {
  return typeFault(`${what} cannot be called`);
}

/** The object of templates behind a value. */
export function objectOf(value: Outcome | undefined): TemplateObject | undefined {
  return value instanceof TemplateObject ? value : undefined;
}
