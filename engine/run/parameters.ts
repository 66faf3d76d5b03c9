import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import type { MapEntry, Node } from "#engine/core/node.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { isList, isMap, OMIT, scalarText, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { closedIn } from "#engine/language/closed.js";
import { conditionOf } from "#engine/language/condition.js";
import { evaluate } from "#engine/language/evaluate.js";
import { kindOf } from "#engine/language/python-text.js";
import type { Scope } from "#engine/language/scope.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { Module } from "#engine/module/erased.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { valueOf as asWritten } from "#engine/schema/plain.js";
import { paramDiagnostics, resolveParams } from "#engine/schema/resolve-params.js";

/** Evaluates with stand-ins for what a check run cannot know, or without. */
export type StandIn = <T>(work: () => T) => T;

/**
 * The parameters of a task on a host, checked; Unknown when one of them hangs on something nobody can know yet. `standIn` evaluates those that are only
 * written and compared.
 */
export function parametersOf(task: PlannedTask, scope: Scope, mask: Mask, standIn: StandIn = (work) => work()): Result<ValueMap | Unknown, Problem> {
  const given = variableParameters(task, scope);
  if (!given.ok) return err({ reason: "bad-input", diagnostics: [given.error] });
  if (given.value instanceof Unknown) return ok(given.value);
  const values: Record<string, Value> = { ...given.value };
  const wrong: Diagnostic[] = [];
  for (const entry of task.args.entries) {
    const rendered = isOnlyWritten(task.module, entry.key) ? standIn(() => valueOf(task, entry, scope)) : valueOf(task, entry, scope);
    if (!rendered.ok) wrong.push(rendered.error);
    else if (rendered.value !== OMIT) {
      const key = nameOf(entry, scope);
      if (key.ok) values[key.value] = rendered.value;
      else wrong.push(key.error);
    }
  }
  if (wrong.length > 0) return err({ reason: "bad-input", diagnostics: wrong });
  return checked(task, values, mask);
}

/** What `args: "{{ params }}"` gives. An expression is never taken from a value, which may come from a host. */
function variableParameters({ variable, module }: PlannedTask, scope: Scope): Result<ValueMap | Unknown, Diagnostic> {
  const rendered = variable === undefined ? ok({}) : renderNode(variable, scope);
  if (variable === undefined || !rendered.ok || rendered.value instanceof Unknown) return rendered as Result<ValueMap | Unknown, Diagnostic>;
  const refused = (message: string, hint: string): Result<never, Diagnostic> => err(problemAt("bad-parameter", message, { place: variable.place, hint }));
  if (!isMap(rendered.value)) return refused(`this must give a dictionary of parameters, not ${kindOf(rendered.value)}`, `\`tsplay doc ${module.name}\` lists them`);
  const expression = Object.keys(rendered.value).find((key) => module.params.properties[key]?.["x-expression"] === true);
  if (expression !== undefined) return refused(`"${expression}" is an expression, and must be written in the task`, "What a variable holds is never evaluated: it may come from a host");
  return ok(rendered.value);
}

function isOnlyWritten({ kind, params }: Module, key: string): boolean {
  const property = params.properties[key] ?? Object.values(params.properties).find((each) => each["x-aliases"]?.includes(key) === true);
  return kind === "state" && property?.["x-written"] === true;
}

/** `set_fact: {"{{ name }}_port": 80}`. */
function nameOf({ key, keyPlace }: MapEntry, scope: Scope): Result<string, Diagnostic> {
  if (!isTemplate(key)) return ok(key);
  const rendered = renderNode({ kind: "scalar", value: key, source: key, place: keyPlace, style: "plain" }, scope);
  return rendered.ok ? ok(scalarText(rendered.value) ?? key) : rendered;
}

function valueOf(task: PlannedTask, { key, value }: MapEntry, scope: Scope): Result<Value, Diagnostic> {
  if (task.module.kind === "directive" && task.module.verbatim.includes(key)) return ok(asWritten(value));
  const property = task.module.params.properties[key];
  if (property?.["x-expression"] !== true) return renderNode(value, scope);
  const said = evaluated(value, scope);
  return said.ok && property.type === "array" && !isList(said.value) ? ok([said.value]) : said;
}

function checked(task: PlannedTask, values: ValueMap, mask: Mask): Result<ValueMap | Unknown, Problem> {
  const { params, name } = task.module;
  const unknown = Object.entries(values).flatMap(([key, value]) => params.properties[key]?.["x-expression"] === true ? [] : [unknownIn(value)]).find((each) => each !== undefined);
  if (unknown !== undefined) return ok(unknown);
  const closed = closedIn(values);
  if (closed !== undefined) return err({ reason: "bad-input", diagnostics: [closed] });
  learn(values, mask); // before a module is handed them in plain text
  const resolved = resolveParams(params, values, name);
  if (!resolved.ok) return err({ reason: "bad-input", diagnostics: paramDiagnostics(params, resolved.error, task.args) });
  learn(resolved.value.values, mask);
  for (const [key, value] of Object.entries(resolved.value.values)) if (params.properties[key]?.["x-url"] === true) learnAddresses(value, mask);
  return ok(resolved.value.values);
}

/** Bare expressions, each with its text: what `assert` and `debug: var` get. */
function evaluated(node: Node, scope: Scope): Result<Value, Diagnostic> {
  if (node.kind === "list") {
    const all: Value[] = [];
    for (const item of node.items) {
      const one = evaluated(item, scope);
      if (!one.ok) return one;
      all.push(one.value);
    }
    return ok(all);
  }
  if (node.kind === "scalar" && typeof node.value === "string" && !isTemplate(node.value)) return bare(node, scope);
  const rendered = renderNode(node, scope);
  return rendered.ok ? ok({ text: textOf(node), value: rendered.value }) : rendered;
}

function bare(node: Node, scope: Scope): Result<Value, Diagnostic> {
  const parsed = conditionOf(node);
  if (!parsed.ok) return parsed;
  const [expression] = parsed.value;
  if (expression === undefined) return ok({ text: textOf(node), value: null });
  const value = evaluate(expression, scope);
  return value.ok ? ok({ text: textOf(node), value: value.value }) : value;
}

function textOf(node: Node): string {
  return node.kind === "scalar" ? String(node.value) : "";
}

function unknownIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (isList(value)) return value.map(unknownIn).find((each) => each !== undefined);
  return isMap(value) ? Object.values(value).map(unknownIn).find((each) => each !== undefined) : undefined;
}

/** Passwords in addresses, `https://NAME:PASSWORD@host/`, which playbooks of Ansible's hold in plain text as well. A short one is only masked together with its name. */
function learnAddresses(value: Value, mask: Mask): void {
  if (isList(value)) for (const each of value) learnAddresses(each, mask);
  if (typeof value !== "string") return;
  for (const [, user = "", password = user] of value.matchAll(/:\/\/([^/\s@:]*)(?::([^/\s]*))?@/g)) {
    if (password === user && user.length < TOKEN) continue;
    mask.add(new Secret(`${user}:${password}`));
    if (password.length >= TELLING) mask.add(new Secret(password));
  }
}

/** A password as short as this may be any word, and would blank out others. */
const TELLING = 6;

/** A name without a password is a token where it is as long as this. */
const TOKEN = 20;

/** Secrets are masked from the moment they are first used. */
function learn(value: Value, mask: Mask): void {
  if (value instanceof Secret) mask.add(value);
  else if (isList(value)) for (const each of value) learn(each, mask);
  else if (isMap(value)) for (const each of Object.values(value)) learn(each, mask);
}
