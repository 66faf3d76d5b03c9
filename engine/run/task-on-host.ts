import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Outcome, TaskName } from "#engine/core/event.js";
import type { Value } from "#engine/core/value.js";
import { Unknown } from "#engine/core/value.js";
import type { Loop } from "#engine/plan/loop-forms.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "./apply-task.js";
import { allHold } from "./conditions.js";
import type { PlayRun } from "./context.js";
import type { Ending } from "./ending.js";
import { evaluateFlag, ignores } from "./flag.js";
import type { HostRun } from "./host-run.js";
import { loopItems } from "./loop-items.js";
import { resultValue } from "./result-value.js";
import { runLoop } from "./run-loop.js";
import { attempt } from "./attempt.js";
import { patiently } from "./patiently.js";
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
  turn.host.looped = undefined;
  const scope = scopeOf(run, task, turn.host);
  if (task.own.loop !== undefined) return looped(run, task, { ...turn, scope, loop: task.own.loop });
  const ending = await attempt(run, task, { ...turn, scope, key: task.id, item: NO_ITEM, index: 0 });
  if (ending.kind !== "unreachable") register(turn.host, task, resultValue(ending, turn.name.name));
  return ending.kind === "failed" ? forgiven(ending, task, scope) : ending;
}

async function looped(run: PlayRun, task: PlannedTask, { loop, ...turn }: HostTurn & { readonly scope: TaskScope; readonly loop: Loop }): Promise<Ending> {
  const items = await patiently(run.context, () => loopItems(loop, turn.scope, task.module.name));
  if (!items.ok) return "reason" in items.error ? failed(items.error) : skippedAnyway(run, task, turn) ?? withoutItems(task, turn, items.error);
  if (items.value instanceof Unknown) {
    register(turn.host, task, items.value);
    return { kind: "unknown", because: items.value.because };
  }
  const { ending, value, ignored } = await runLoop(run, task, { ...turn, items: items.value });
  if (value !== undefined) register(turn.host, task, value);
  turn.host.looped = value;
  return ending.kind === "failed" && ending.problem.reason !== "interrupted" && ignored ? { ...ending, ignored } : ending;
}

const NO_ITEM: ReadonlyMap<string, Value> = new Map();

/** What one item leaves behind, the next one builds on: `all: "{{ all | default([]) + [item] }}"`. */
function setsFacts(task: PlannedTask): boolean {
  return task.module.name === "set_fact";
}

function withoutItems(task: PlannedTask, { host, name, scope }: HostTurn & { scope: TaskScope }, problem: Diagnostic): Outcome {
  const ending = failed({ reason: "bad-input", diagnostics: [problem] });
  register(host, task, resultValue(ending, name.name));
  return forgiven(ending, task, scope);
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
  return outcome.kind === "failed" && outcome.problem.reason !== "interrupted" && ignores(task, scope) ? { ...outcome, ignored: true } : outcome;
}
