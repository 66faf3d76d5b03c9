import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "./fault.js";
import { LocalScope } from "./local-scope.js";
import { needed, type Outcome } from "./outcome.js";
import { owned } from "./own-values.js";
import { renderPieces, textOfParts, writeValue } from "./render-pieces.js";
import type { Frame, Part, Stop, TemplateContext } from "./rendering.js";
import { mapOf } from "./secret-parts.js";
import type { Span } from "./source.js";
import { TemplateObject, type CallArguments } from "./template-object.js";
import type { Callable, CallPiece, MacroPiece } from "./template-tree.js";
import { Undefined } from "./undefined.js";

/** `{% macro %}`. */
export function renderMacro({ name, callable }: MacroPiece, frame: Frame): Stop {
  frame.scope.set(name, new Macro(name, callable, frame).asValue());
  return undefined;
}

/** `{% call %}`: what the called macro gives, with the block as its `caller`. */
export function renderCall({ callable, call, expression }: CallPiece, frame: Frame): Stop {
  const value = needed(call(frame.scope, new Macro(undefined, callable, frame)));
  if (value instanceof Fault) return value.at(expression.tree);
  const stop = writeValue(value, frame);
  return stop instanceof Fault ? stop.at(expression.tree) : stop;
}

/** A macro, or the body of a `{% call %}`: it sees the variables of where it was defined, and gives a text. */
class Macro extends TemplateObject {
  readonly name: string | null;
  readonly arguments: readonly string[];
  readonly #callable: Callable;
  readonly #scope: LocalScope;
  readonly #context: TemplateContext;

  constructor(name: string | undefined, callable: Callable, { scope, context }: Frame) {
    super();
    this.name = name ?? null;
    this.arguments = callable.params.map((param) => param.name);
    this.define("catch_varargs", callable.usesVarargs);
    this.define("catch_kwargs", callable.usesKwargs);
    this.define("caller", callable.usesCaller);
    this.#callable = callable;
    this.#scope = scope;
    this.#context = context;
  }

  get what(): string {
    return this.name === null ? "Macro anonymous" : `Macro '${this.name}'`;
  }

  override call(args: CallArguments): Outcome {
    const scope = new LocalScope(this.#scope);
    const parts: Part[] = [];
    const { rendering } = this.#context;
    const fault = this.#bind(args, scope);
    if (fault !== undefined) return fault;
    const frame: Frame = { context: this.#context, scope, parts, native: false, run: undefined, top: false };
    const stop = rendering.inside(this.name ?? "caller()", this.#callable.source, () => this.#defaults(args, scope) ?? renderPieces(this.#callable.body, frame));
    return textOfParts(stop, frame);
  }

  /** Puts the arguments into the scope; those without a value are undefined, and defaults come later. */
  #bind({ positional, named }: CallArguments, scope: LocalScope): Fault | undefined {
    const { params, usesVarargs, usesKwargs, usesCaller } = this.#callable;
    const rest = new Map(named);
    for (const [index, { name, span }] of params.entries()) {
      scope.set(name, this.#carried(positional[index] ?? rest.get(name) ?? this.#notGiven(name, span)));
      if (index >= positional.length) rest.delete(name);
    }
    if (usesCaller) {
      scope.set("caller", rest.get("caller") ?? new Undefined({ message: "The macro was not called with a `{% call %}` block", name: "caller", known: () => [], span: { start: 0, end: 1 } }));
      rest.delete("caller");
    }
    return this.#further("varargs", positional.slice(params.length), usesVarargs, scope) ?? this.#further("kwargs", rest, usesKwargs, scope);
  }

  /** Further arguments are a mistake unless the macro mentions `varargs` or `kwargs`. */
  #further(name: "varargs" | "kwargs", given: readonly Outcome[] | ReadonlyMap<string, Outcome>, wanted: boolean, scope: LocalScope): Fault | undefined {
    const size = "size" in given ? given.size : given.length;
    if (!wanted) return size === 0 ? undefined : this.#tooMany(given);
    const values: [string, Value][] = [];
    for (const [key, outcome] of given.entries()) {
      const value = needed(outcome);
      if (value instanceof Fault) return value;
      values.push([String(key), value]);
    }
    scope.set(name, name === "varargs" ? values.map(([, value]) => value) : mapOf(values));
    return undefined;
  }

  #tooMany(given: readonly Outcome[] | ReadonlyMap<string, Outcome>): Fault {
    const label = this.name === null ? "The block of the call" : `The macro "${this.name}"`;
    const takes = this.arguments.length === 0 ? "no arguments" : `the arguments ${this.arguments.join(", ")}`;
    if (!("size" in given)) return typeFault(`${label} takes ${takes}, but ${this.arguments.length + given.length} were given`);
    const [name = ""] = given.keys();
    return typeFault(name === "caller" ? `${label} makes no use of \`caller\`, so it cannot be called with a block` : `${label} has no argument "${name}", it takes ${takes}`);
  }

  #notGiven(name: string, span: Span): Undefined {
    const { source } = this.#callable;
    return new Undefined({ message: `The argument "${name}" of ${this.name === null ? "the block of the call" : `the macro "${this.name}"`} was not given`, name, known: () => [], span, source });
  }

  /** An undefined argument is reported where it was written, not where the macro stands. */
  #carried(value: Outcome): Outcome {
    return value instanceof Undefined ? value.within(this.#context.rendering.source) : value;
  }

  /** Defaults are evaluated with each call, and may use the arguments before them. */
  #defaults({ positional, named }: CallArguments, scope: LocalScope): Fault | undefined {
    for (const [index, { name, fallback }] of this.#callable.params.entries()) {
      if (fallback === undefined || index < positional.length || named.has(name)) continue;
      const value = fallback.code(scope);
      if (value instanceof Fault) return value.at(fallback.tree);
      scope.set(name, owned(value, fallback.tree));
    }
    return undefined;
  }
}
