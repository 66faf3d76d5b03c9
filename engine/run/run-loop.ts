import { setTimeout as sleep } from "node:timers/promises";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Outcome, TaskName } from "#engine/core/event.js";
import { ok, type Result } from "#engine/core/result.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "./apply-task.js";
import { attempt } from "./attempt.js";
import { allHold } from "./conditions.js";
import type { PlayRun, RunContext } from "./context.js";
import type { Ending } from "./ending.js";
import type { HostRun } from "./host-run.js";
import { extension, itemVariables, pauseOf } from "./item-variables.js";
import { itemLabel } from "./loop-items.js";
import { ignores } from "./flag.js";
import { namesNotified } from "./notify.js";
import { loopValue, resultValue } from "./result-value.js";
import { scopeOf, type TaskScope } from "./task-scope.js";

/** A loop on a host, its items known. */
export interface LoopTurn {
  readonly host: HostRun;
  readonly name: TaskName;
  readonly scope: TaskScope;
  readonly items: readonly Value[];
}

/** What came of a loop: all items together, and what the task registers. */
export interface LoopEnding {
  readonly ending: Ending;
  /** undefined where the host was lost. */
  readonly value: ValueMap | undefined;
  /** `ignore_errors` holds for every item that failed. */
  readonly ignored: boolean;
}

interface ItemResult {
  readonly ending: Outcome;
  readonly result: ValueMap | Unknown;
  /** It did not fail, or is to be ignored. */
  readonly forgiven: boolean;
}

/** Runs a task for each item of its loop, one after the other. */
export async function runLoop(run: PlayRun, task: PlannedTask, turn: LoopTurn): Promise<LoopEnding> {
  warnOfCollision(run, task, turn.scope);
  const results: ItemResult[] = [];
  const pause = pauseOf(task, turn.scope);
  const extended = extension(task, turn.scope);
  let broken = false;
  let last: ValueMap | Unknown | undefined;
  for (const [index, item] of turn.items.entries()) {
    if (index > 0) await rest(pause, run.context);
    if (run.context.stopped || broken) break;
    const around = index > 0 && setsFacts(task) ? scopeOf(run, task, turn.host) : turn.scope;
    const variables = itemVariables(task, item, { index, items: turn.items, extended });
    const scope = withLast(task, around, last).with(variables);
    const tried = await attempt(run, task, { ...turn, scope, key: `${task.id}:${index}`, item: variables, index });
    if (tried.kind !== "skipped") turn.host.itemNames.push(...namesNotified(task, scope));
    if (tried.kind === "unreachable") return { ending: tried, value: undefined, ignored: false };
    const done = labelled(run, task, { turn, scope, item, tried, variables });
    results.push(done);
    last = seenNext(done.ending, done.result, last);
    broken = isBroken(task, scope, done.result);
  }
  return together(results, turn.items.length, broken);
}

function together(results: readonly ItemResult[], total: number, broken: boolean): LoopEnding {
  const cutShort = !broken && results.length < total;
  return {
    value: loopValue(results.map(({ ending, result }) => [ending, result])), ignored: results.every(({ forgiven }) => forgiven),
    ending: cutShort ? failed({ reason: "interrupted" }) : summary(results.map(({ ending }) => ending), total),
  };
}

function seenNext<T>(ending: Outcome, result: T, last: T | undefined): T | undefined {
  return ending.kind === "skipped" ? last : result;
}

/** What an item registered is there for the next ones, until another is not skipped: `when: not result.failed | default(false)` ends the work. */
function withLast({ own }: PlannedTask, scope: TaskScope, last: ValueMap | Unknown | undefined): TaskScope {
  return own.register === undefined || last === undefined ? scope : scope.with(new Map([[own.register, last]]), "result");
}

interface TriedItem {
  readonly turn: LoopTurn;
  readonly scope: TaskScope;
  readonly item: Value;
  readonly tried: Outcome;
  readonly variables: ReadonlyMap<string, Value>;
}

/** Tells how an item went, by its label. A label that cannot be made fails the item, as in Ansible. */
function labelled(run: PlayRun, task: PlannedTask, { turn, scope, item, tried, variables }: TriedItem): ItemResult {
  const label = labelOf(task, item, scope);
  const ending = label.ok ? tried : { ...failed({ reason: "bad-input", diagnostics: [label.error] }), values: doneBy(tried) };
  const value = resultValue(ending, turn.name.name);
  run.context.tell({ type: "item-end", task: turn.name, host: turn.host.name, item: label.ok ? label.value : itemLabel(item), outcome: ending });
  const forgiven = ending.kind !== "failed" || ignores(task, scope);
  return { ending, forgiven, result: value instanceof Unknown ? value : { ...value, ...Object.fromEntries(variables) } };
}

/** What a task did to an item whose label cannot be made is registered all the same. */
function doneBy(tried: Outcome): ValueMap {
  return "values" in tried ? { ...Object.fromEntries(Object.entries(tried.values).filter(([key]) => key !== "msg")), changed: tried.kind === "changed" } : {};
}

function labelOf(task: PlannedTask, item: Value, scope: TaskScope): Result<string, Diagnostic> {
  if (task.own.label === undefined) return ok(itemLabel(item));
  const label = renderNode(task.own.label, scope);
  return label.ok ? ok(itemLabel(label.value)) : label;
}

/** Whether `break_when` ends the loop here; its conditions see the item and what it registers. One that cannot be told ends nothing. */
function isBroken({ own }: PlannedTask, scope: TaskScope, result: ValueMap | Unknown): boolean {
  const condition = own.control?.breakWhen;
  if (condition === undefined) return false;
  const verdict = allHold([condition], own.register === undefined ? scope : scope.with(new Map([[own.register, result]]), "result"));
  return verdict.ok && verdict.value.kind === "true";
}

async function rest(seconds: number, { options }: RunContext): Promise<void> {
  if (seconds > 0) await sleep(seconds * 1000, undefined, { signal: options.signal }).catch(() => undefined);
}

/** What one item leaves behind, the next one builds on: `all: "{{ all | default([]) + [item] }}"`. */
function setsFacts(task: PlannedTask): boolean {
  return task.module.name === "set_fact";
}

const warned = new WeakMap<RunContext, Set<string>>();

/** An outer loop's item, or a variable, that this loop hides: once for each task. */
function warnOfCollision({ context }: PlayRun, task: PlannedTask, scope: TaskScope): void {
  const known = warned.get(context) ?? new Set<string>();
  warned.set(context, known);
  const place = task.own.loop?.node.place;
  const key = `${place?.file ?? ""}:${place?.line ?? ""}:${task.own.loopVar}`;
  if (known.has(key) || scope.explain(task.own.loopVar).length === 0) return;
  known.add(key);
  context.warn(problemAt("loop-variable-in-use", `the loop variable "${task.own.loopVar}" is in use already and is hidden by this loop`, { place, hint: "Give it another name with `loop_control: {loop_var: ...}`" }));
}

/** What all items together come to: the worst of them. */
function summary(outcomes: readonly Outcome[], total: number): Outcome {
  const broken = outcomes.filter((each) => each.kind === "failed");
  const didChange = outcomes.some((each) => each.kind === "changed" || (each.kind === "failed" && each.values["changed"] === true));
  if (broken.length > 0) return { ...failed({ reason: "item-failed", failed: broken.length, total }), values: { changed: didChange } };
  const changed = outcomes.filter((each) => each.kind === "changed");
  const [first] = changed;
  if (first !== undefined) {
    const after = changed.flatMap(({ certainty }) => certainty.level === "assumed" ? certainty.after : []);
    const certainty = changed.some((each) => each.certainty.level === "certain") ? { level: "certain" as const } : { level: "assumed" as const, after: [...new Set(after)] };
    return { kind: "changed", applied: first.applied, certainty, diff: changed.flatMap((each) => each.diff), values: {} };
  }
  const unknown = outcomes.find((each) => each.kind === "unknown");
  if (unknown !== undefined) return unknown;
  if (outcomes.length > 0 && outcomes.every((each) => each.kind === "skipped")) return outcomes[0] ?? { kind: "skipped", why: "" };
  if (total === 0) return { kind: "skipped", why: "the loop has no items" };
  return outcomes.find((each) => each.kind === "ok") ?? { kind: "ok", certainty: { level: "certain" }, values: {} };
}
