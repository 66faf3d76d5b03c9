import { boundedResult } from "./bounds.js";
import { didYouMean } from "#engine/core/suggest.js";
import { Secret } from "#engine/core/secret.js";
import { isList, isMap, Unknown, type Value } from "#engine/core/value.js";
import { checkLookupName } from "./check-lookup-name.js";
import { compile, type Code, type Compiler } from "./compile.js";
import { bindStatically, evaluateArguments, evaluateSpread } from "./bind-arguments.js";
import { callMethod, compileArguments, compileObjectCall } from "./compile-object-call.js";
import type { Definition } from "./definition.js";
import { isLenient } from "./definition.js";
import { Fault } from "./fault.js";
import { findFilter, filterNames } from "./filters/index.js";
import { functions } from "./functions.js";
import { listMethods } from "./methods/list-methods.js";
import { mapMethods } from "./methods/map-methods.js";
import { stringMethods } from "./methods/string-methods.js";
import { isStuck, needed, type Outcome } from "./outcome.js";
import { kindOf } from "./python-text.js";
import type { Span } from "./source.js";
import { objectOf } from "./template-object.js";
import { GONE_METHODS, REFUSED_FILTERS, REFUSED_FUNCTIONS, REFUSED_TESTS, reasonFor } from "./refused.js";
import { findTest, testNames } from "./tests/index.js";
import { truth } from "./comparison.js";
import type { Arguments, CallTree, FilterTree, MethodTree, TestTree } from "./tree.js";

/** `target | filter(args)`. */
export function compileFilter(tree: FilterTree, compiler: Compiler): Code {
  const definition = findFilter(tree.name);
  if (definition === undefined) return unknownName(compiler, "filter", { ...tree, known: filterNames() });
  checkNamed(tree, compiler);
  const run = invoke(definition, tree, compiler, compile(tree.target, compiler));
  return (scope) => blame(boundedResult(run(scope)), `filter "${tree.name}"`, tree);
}

/** Which argument of a filter is the name of another filter or a test. */
const NAMED: Readonly<Record<string, { at: number; find: (name: string) => Definition | undefined; what: string; names: () => readonly string[] }>> = {
  map: { at: 0, find: findFilter, what: "filter", names: filterNames },
  select: { at: 0, find: findTest, what: "test", names: testNames }, reject: { at: 0, find: findTest, what: "test", names: testNames },
  selectattr: { at: 1, find: findTest, what: "test", names: testNames }, rejectattr: { at: 1, find: findTest, what: "test", names: testNames },
};

/** `map('uper')` is found before the run, as long as the name is written out. */
function checkNamed(tree: FilterTree, compiler: Compiler): void {
  const short = tree.name.slice(tree.name.lastIndexOf(".") + 1);
  const named = Object.hasOwn(NAMED, short) ? NAMED[short] : undefined;
  const name = named && tree.args.positional[named.at];
  if (named === undefined || name?.kind !== "literal" || typeof name.value !== "string" || named.find(name.value) !== undefined) return;
  unknownName(compiler, named.what, { name: name.value, nameSpan: name, known: named.names() });
}

/** `target is [not] test(args)`. */
export function compileTest(tree: TestTree, compiler: Compiler): Code {
  const definition = findTest(tree.name);
  if (definition === undefined) return unknownName(compiler, "test", { ...tree, known: testNames() });
  const run = invoke(definition, tree, compiler, compile(tree.target, compiler));
  const { negated } = tree;
  return (scope) => {
    const outcome = blame(needed(run(scope)), `test "${tree.name}"`, tree);
    if (outcome instanceof Fault) return outcome;
    const answer = truth(outcome as Value);
    return answer instanceof Unknown ? answer : answer !== negated;
  };
}

/** `function(args)`. */
export function compileCall(tree: CallTree, compiler: Compiler): Code {
  const definition = Object.hasOwn(functions, tree.name) ? functions[tree.name] : undefined;
  const known = Object.keys(functions);
  if (definition === undefined && compiler.binds === undefined) return unknownName(compiler, "function", { ...tree, known });
  checkLookupName(tree, compiler);
  const builtIn = definition && functionCode(definition, tree, compiler);
  const run = compiler.binds === undefined && builtIn !== undefined ? builtIn : compileObjectCall(tree, compiler, { code: builtIn, known });
  return (scope) => blame(run(scope), `${tree.name}()`, tree);
}

/** The call of a function of the language. Where the template binds its name, what is wrong with the arguments only counts when it is this one that is called. */
function functionCode(definition: Definition, tree: CallTree, compiler: Compiler): Code {
  if (compiler.binds?.has(tree.name) !== true) return invoke(definition, tree, compiler, () => null);
  const faults: Fault[] = [];
  const code = invoke(definition, tree, { ...compiler, faults }, () => null);
  const [fault] = faults;
  return fault === undefined ? code : () => fault;
}

/** The methods of dates, spans of time and cyclers. */
const OBJECT_METHODS: readonly string[] = ["strftime", "isoformat", "timestamp", "weekday", "isoweekday", "date", "time", "ctime", "total_seconds", "next", "reset"];

/** Whether values have a method of this name. */
export function isMethodName(name: string): boolean {
  return OBJECT_METHODS.includes(name) || [stringMethods, listMethods, mapMethods].some((table) => Object.hasOwn(table, name));
}

/** `target.method(args)`, from the tables of ours: nothing of the host language can be reached. */
export function compileMethod(tree: MethodTree, compiler: Compiler): Code {
  const { name } = tree;
  const known = [stringMethods, listMethods, mapMethods].flatMap((table) => Object.keys(table));
  const ofObjects = compiler.binds !== undefined || OBJECT_METHODS.includes(name);
  if (!known.includes(name) && !ofObjects) return unknownName(compiler, "method", { ...tree, known: [...known, ...OBJECT_METHODS] });
  const objectArguments = ofObjects ? compileArguments(tree.args, compiler) : undefined;
  const target = compile(tree.target, compiler);
  const ofObject = tree.target.kind === "name" && compiler.binds?.has(tree.target.name) === true; // such as a macro called `join` of an imported template
  const byKind = bindMethods(tree, compiler, ofObject);
  return (scope) => {
    const value = needed(target(scope));
    if (isStuck(value)) return value;
    const object = objectOf(value);
    if (object !== undefined && objectArguments !== undefined) return blame(callMethod(object, name, objectArguments(scope)), `.${name}()`, tree);
    const run = byKind.get(methodsOf(value) ?? {});
    if (run === undefined && !known.includes(name)) return new Fault("unknown-method", `There is no method "${name}"`, { span: tree.nameSpan, hint: reasonFor(GONE_METHODS, name) ?? didYouMean(name, known) });
    if (run === undefined) return new Fault("type-error", `${kindOf(value).replace(/^a/, "A")} has no method "${name}"`, { span: tree.nameSpan });
    return blame(run(value, scope), `.${name}()`, tree);
  };
}

/** The method as texts, lists and dictionaries have it. A mistake for one kind of value may be right for another: only what fits none is known to be wrong. */
function bindMethods(tree: MethodTree, compiler: Compiler, ofObject: boolean): ReadonlyMap<object, ReturnType<typeof invokeValue>> {
  const bindings = [stringMethods, listMethods, mapMethods].flatMap((table) => {
    const definition = Object.hasOwn(table, tree.name) ? table[tree.name] : undefined;
    const faults: Fault[] = [];
    return definition === undefined ? [] : [{ table, faults, run: invokeValue(definition, tree, { ...compiler, faults }) }];
  });
  const [first] = bindings;
  if (!ofObject && first !== undefined && bindings.every(({ faults }) => faults.length > 0)) compiler.faults.push(...first.faults);
  return new Map(bindings.map(({ table, run }) => [table, run]));
}

function methodsOf(value: Value): Readonly<Record<string, Definition>> | undefined {
  if (typeof value === "string" || value instanceof Secret) return stringMethods;
  if (isList(value)) return listMethods;
  return isMap(value) ? mapMethods : undefined;
}

interface CallLike extends Span { readonly args: Arguments; readonly nameSpan: Span; readonly name: string }

function invoke(definition: Definition, tree: CallLike, compiler: Compiler, target: Code): Code {
  const run = invokeValue(definition, tree, compiler);
  if (isLenient(definition)) return (scope) => run(target(scope), scope);
  return (scope) => {
    const input = needed(target(scope));
    return isStuck(input) ? input : run(input, scope);
  };
}

function invokeValue(definition: Definition, tree: CallLike, compiler: Compiler): (input: Outcome, scope: Parameters<Code>[0]) => Outcome {
  const slots = bindStatically(definition, tree, compiler);
  if (slots instanceof Fault) {
    compiler.faults.push(slots);
    return () => slots;
  }
  return (input, scope) => {
    const bound = slots.spread === undefined ? evaluateArguments(slots, scope, isLenient(definition)) : evaluateSpread(definition, slots, scope);
    if (isStuck(bound as Value | Fault)) return bound as Unknown | Fault;
    const { args, rest, named } = bound as Exclude<typeof bound, Unknown | Fault>;
    return definition.run(input, args, { scope, rest, named, filter: findFilter, test: findTest });
  };
}

/** Says which filter, test or function it was, and where. */
function blame(outcome: Outcome, what: string, span: Span): Outcome {
  if (!(outcome instanceof Fault) || outcome.span !== undefined || outcome.cause !== undefined) return outcome;
  return new Fault(outcome.code, `${what}: ${outcome.message.replace(/^It /, "it ")}`, { hint: outcome.hint, span: { start: span.start, end: span.end } });
}

const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = { filter: REFUSED_FILTERS, test: REFUSED_TESTS, function: REFUSED_FUNCTIONS };

/** How what older versions of Ansible or Python took is written now. */
function goneForm(what: string, name: string): string | undefined {
  if (what === "method") return reasonFor(GONE_METHODS, name);
  return what === "filter" && testNames().includes(name) ? `It is a test: write \`is ${name}\` in place of \`| ${name}\`.` : undefined;
}

/** A name that means nothing, or that is known and not offered. */
function unknownName(compiler: Compiler, what: string, call: { name: string; nameSpan: Span; known: readonly string[] }): Code {
  const reason = reasonFor(REFUSED[what] ?? {}, call.name);
  const dot = call.name.lastIndexOf(".");
  const guess = didYouMean(call.name.slice(dot + 1), call.known.filter((each) => each !== call.name.slice(dot + 1))) ?? (dot === -1 ? undefined : `Known here are those of ansible.builtin, community.general and ansible.utils.`);
  const message = reason === undefined ? `There is no ${what} "${call.name}"` : `The ${what} "${call.name}" is not offered`;
  const fault = new Fault(`unknown-${what}`, message, { span: call.nameSpan, hint: reason ?? goneForm(what, call.name) ?? guess });
  compiler.faults.push(fault);
  return () => fault;
}
