import { didYouMean } from "#engine/core/suggest.js";
import { Unknown } from "#engine/core/value.js";
import { compile, type Code, type Compiler } from "./compile.js";
import { Fault } from "./fault.js";
import { needed, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import type { Scope } from "./scope.js";
import { compileSpread, hasSpread } from "./spread-arguments.js";
import { objectOf, type CallArguments, type TemplateObject } from "./template-object.js";
import type { Arguments, CallTree, Tree } from "./tree.js";
import { Undefined } from "./undefined.js";

/** Evaluates the arguments of a call, without a complaint about undefined ones. */
export type ArgumentsCode = (scope: Scope) => CallArguments | Unknown | Fault;

/** The arguments of a call of a template's own function. */
export function compileArguments(args: Arguments, compiler: Compiler): ArgumentsCode {
  const positional = args.positional.map((tree) => compile(tree, compiler));
  const named = args.named.map(({ name, value }) => [name, compile(value, compiler)] as const);
  const spread = hasSpread(args) ? compileSpread(args, compiler) : undefined;
  return (scope) => {
    const given: Outcome[] = [];
    for (const code of positional) {
      const value = code(scope);
      if (value instanceof Fault) return value;
      given.push(value);
    }
    const byName = new Map<string, Outcome>();
    for (const [name, code] of named) {
      const value = code(scope);
      if (value instanceof Fault) return value;
      byName.set(name, value);
    }
    const more = spread?.(scope);
    if (more === undefined || more instanceof Fault || more instanceof Unknown) return more ?? { positional: given, named: byName };
    return { positional: [...given, ...more.positional], named: new Map([...byName, ...Object.entries(more.named)]) };
  };
}

/** Calls what a template has under this name: a macro, `caller`, `loop`, `super`; `fallback` is the function of the language with this name. */
export function compileObjectCall(tree: CallTree, compiler: Compiler, fallback: { readonly code: Code | undefined; readonly known: readonly string[] }): Code {
  const args = compileArguments(tree.args, compiler);
  const { name } = tree;
  return (scope) => {
    const own = scope.local?.(name);
    if (own !== undefined) return callValue(own, args, scope, tree);
    return fallback.code === undefined ? noFunction(name, scope, fallback.known) : fallback.code(scope);
  };
}

function callValue(own: Outcome, args: ArgumentsCode, scope: Scope, { name, nameSpan }: CallTree): Outcome {
  if (own instanceof Unknown || own instanceof Undefined || own instanceof Fault) return own;
  const given = args(scope);
  return given instanceof Fault || given instanceof Unknown ? given : objectOf(own)?.call(given) ?? new Fault("type-error", `"${name}" is ${kindOf(own)}, which cannot be called`, { span: nameSpan });
}

/** `object.name(args)`: one of its methods, or an attribute that can be called, such as a macro of an imported template. */
export function callMethod(object: TemplateObject, name: string, args: CallArguments | Unknown | Fault): Outcome {
  if (args instanceof Fault || args instanceof Unknown) return args;
  const method = object.method(name);
  if (method !== undefined) return method(args);
  const attributes = object.asValue();
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute === undefined) return new Fault("unknown-method", `${object.what} has no "${name}"`, { hint: didYouMean(name, Object.keys(attributes)) });
  return objectOf(attribute)?.call(args) ?? new Fault("type-error", `"${name}" is ${kindOf(attribute)}, which cannot be called`);
}

function noFunction(name: string, scope: Scope, known: readonly string[]): Fault {
  const variable = scope.get(name);
  if (variable?.ok === true) return new Fault("type-error", `"${name}" is ${kindOf(variable.value)}, which cannot be called`);
  return new Fault("unknown-function", `There is no function or macro "${name}"`, { hint: didYouMean(name, [...known, ...scope.names()]) ?? "A macro has to be defined, or imported, before the place where it is called." });
}

/** The call of a `{% call %}` block: what is called gets the block as `caller`. */
export type ObjectCall = (scope: Scope, caller: TemplateObject) => Outcome;

/** Compiles the call of a `{% call %}` block; undefined when the tree is none. */
export function compileCallWithBlock(tree: Tree, compiler: Compiler): ObjectCall | undefined {
  if (tree.kind !== "call" && tree.kind !== "method") return undefined;
  const args = compileArguments(tree.args, compiler);
  const { name, nameSpan } = tree;
  const target = tree.kind === "method" ? compile(tree.target, compiler) : undefined;
  return (scope, caller) => {
    const given = args(scope);
    if (given instanceof Fault || given instanceof Unknown) return given;
    const withCaller: CallArguments = { positional: given.positional, named: new Map([...given.named, ["caller", caller.asValue()]]) };
    const owner = target === undefined ? scope.local?.(name) : needed(target(scope));
    if (owner instanceof Fault || owner instanceof Unknown || owner instanceof Undefined) return owner;
    const object = objectOf(owner);
    if (object === undefined) return new Fault("type-error", `"${name}" is no macro: only macros can be called with a block`, { span: nameSpan, hint: "A macro has to be defined, or imported, before the place where it is called." });
    return target === undefined ? object.call(withCaller) : callMethod(object, name, withCaller);
  };
}
