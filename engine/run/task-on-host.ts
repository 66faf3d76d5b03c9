import type { Outcome, TaskName } from "#engine/core/event.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { Unknown } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { renderNode } from "#engine/language/template.js";
import { failed } from "./apply-task.js";
import { allHold } from "./conditions.js";
import type { PlayRun } from "./context.js";
import type { Ending } from "./ending.js";
import { evaluateFlag } from "./flag.js";
import type { HostRun } from "./host-run.js";
import { itemLabel, loopItems } from "./loop-items.js";
import { loopValue, resultValue } from "./result-value.js";
import { attempt } from "./attempt.js";
import { passOver } from "./pass-over.js";
import { scopeOf, type TaskScope } from "./task-scope.js";

/** Whose turn it is. */
export interface HostTurn {
  readonly host: HostRun;
  readonly name: TaskName;
}

/** Runs a task on a host: every item of its loop, or once. Registers what came of it. */
export async function runOnHost(run: PlayRun, task: PlannedTask, turn: HostTurn): Promise<Ending> {
  const ending = await onHost(run, task, turn);
  if (ending.kind === "unreachable" && evaluateFlag(task.keywords.ignoreUnreachable, scopeOf(run, task, turn.host), false)) return passOver(run, task, turn, ending.cause);
  if (ending.kind === "unknown" && setsFacts(task)) for (const { key } of task.args.entries) turn.host.make(key, new Unknown(ending.because));
  return ending;
}

async function onHost(run: PlayRun, task: PlannedTask, turn: HostTurn): Promise<Ending> {
  const scope = scopeOf(run, task, turn.host);
  const { loop } = task.own;
  if (loop === undefined) {
    const ending = await attempt(run, task, { ...turn, scope, key: task.id });
    if (ending.kind !== "unreachable") register(turn.host, task, resultValue(ending, turn.name.name));
    return ending.kind === "failed" ? forgiven(ending, task, scope) : ending;
  }
  const items = loopItems(loop, scope);
  if (!items.ok) return skippedAnyway(run, task, { ...turn, scope }) ?? forgiven(failed({ reason: "bad-input", diagnostics: [items.error] }), task, scope);
  if (items.value instanceof Unknown) {
    register(turn.host, task, items.value);
    return { kind: "unknown", because: items.value.because };
  }
  return runLoop(run, task, { ...turn, scope, items: items.value });
}

interface LoopTurn extends HostTurn {
  readonly scope: TaskScope;
  readonly items: readonly Value[];
}

async function runLoop(run: PlayRun, task: PlannedTask, turn: LoopTurn): Promise<Ending> {
  const results: (readonly [Outcome, ValueMap | Unknown])[] = [];
  for (const [index, item] of turn.items.entries()) {
    if (run.context.stopped) break;
    const scope = (index > 0 && setsFacts(task) ? scopeOf(run, task, turn.host) : turn.scope).with(itemVariables(task, item, { index, items: turn.items }));
    const ending = await attempt(run, task, { ...turn, scope, key: `${task.id}:${index}` });
    if (ending.kind === "unreachable") return ending;
    const value = resultValue(ending, turn.name.name);
    results.push([ending, value instanceof Unknown ? value : { ...value, [task.own.loopVar]: item, ansible_loop_var: task.own.loopVar }]);
    run.context.tell({ type: "item-end", task: turn.name, host: turn.host.name, item: labelOf(task, item, scope), outcome: ending });
  }
  register(turn.host, task, loopValue(results));
  if (results.length < turn.items.length) return failed({ reason: "interrupted" });
  return forgiven(summary(results.map(([outcome]) => outcome), turn.items.length), task, turn.scope);
}

/** What one item leaves behind, the next one builds on: `all: "{{ all | default([]) + [item] }}"`. */
function setsFacts(task: PlannedTask): boolean {
  return task.module.name === "set_fact";
}

/** The variables of one item. Prefetching uses the same. */
export function itemVariables(task: PlannedTask, item: Value, { index, items }: { index: number; items: readonly Value[] }): ReadonlyMap<string, Value> {
  const { loopVar, indexVar } = task.own;
  const position = { index: index + 1, index0: index, first: index === 0, last: index === items.length - 1, length: items.length, revindex: items.length - index, revindex0: items.length - index - 1 };
  return new Map<string, Value>([[loopVar, item], ["ansible_loop_var", loopVar], ["ansible_loop", position], ...(indexVar === undefined ? [] : [[indexVar, index] as const])]);
}

function labelOf(task: PlannedTask, item: Value, scope: TaskScope): string {
  const label = task.own.label === undefined ? undefined : renderNode(task.own.label, scope);
  return itemLabel(label?.ok === true ? label.value : item);
}

/** What all items together come to: the worst of them. */
function summary(outcomes: readonly Outcome[], total: number): Outcome {
  const broken = outcomes.filter((each) => each.kind === "failed");
  if (broken.length > 0) return failed({ reason: "item-failed", failed: broken.length, total });
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

/** A loop over something that is not there is fine where the condition, which needs no item, does not hold. */
function skippedAnyway(run: PlayRun, task: PlannedTask, { host, scope }: HostTurn & { scope: TaskScope }): Outcome | undefined {
  const verdict = allHold(task.keywords.when, scope);
  if (!verdict.ok || verdict.value.kind !== "false") return undefined;
  const skipped: Outcome = { kind: "skipped", why: verdict.value.condition };
  register(host, task, resultValue(skipped, run.play.name));
  return skipped;
}

function register(host: HostRun, task: PlannedTask, value: Value): void {
  if (task.own.register !== undefined) host.make(task.own.register, value);
}

function forgiven(outcome: Outcome, task: PlannedTask, scope: TaskScope): Outcome {
  return outcome.kind === "failed" && outcome.problem.reason !== "interrupted" && evaluateFlag(task.keywords.ignoreErrors, scope, false) ? { ...outcome, ignored: true } : outcome;
}
