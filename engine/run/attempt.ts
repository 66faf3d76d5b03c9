import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "#engine/core/event.js";
import type { Node } from "#engine/core/node.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "./apply-task.js";
import { allHold } from "./conditions.js";
import type { PlayRun } from "./context.js";
import type { Ending } from "./ending.js";
import { asProblem, patiently } from "./patiently.js";
import { keepFacts, once, type ItemTurn } from "./once.js";
import { perhaps } from "./directives/carry-out.js";
import { renderedNumber } from "./rendered-number.js";
import { resultValue } from "./result-value.js";
import type { TaskScope } from "./task-scope.js";
import { judge } from "./verdicts.js";

/** Ansible's defaults for `until`. */
const RETRIES = 3;
const DELAY_SECONDS = 5;

/** One item on one host: `when`, then as many tries as `until` wants, then what failed_when and changed_when make of it. */
export async function attempt(run: PlayRun, task: PlannedTask, turn: ItemTurn): Promise<Ending> {
  const undecided = turn.host.undecided ?? task.keywords.undecided;
  if (undecided !== undefined) return unknown(run, task, turn, undecided);
  const asked = patiently(run.context, () => allHold(task.keywords.when, turn.scope));
  const holds = asked instanceof Promise ? await asked : asked;
  if (!holds.ok) return failed(asProblem(holds.error));
  if (holds.value.kind === "false") return { kind: "skipped", why: holds.value.condition };
  if (holds.value.kind === "unknown") return unknown(run, task, turn, holds.value.because);
  return task.own.until === undefined ? judged(run, task, turn) : repeated(run, task, { turn, until: task.own.until });
}

/** What an include would bring is unknown as well, each task of it. */
function unknown(run: PlayRun, task: PlannedTask, turn: ItemTurn, because: string): Ending {
  perhaps(run, task, turn, because);
  return { kind: "unknown", because };
}

async function judged(run: PlayRun, task: PlannedTask, turn: ItemTurn): Promise<Ending> {
  turn.host.found = undefined;
  const ending = await once(run, task, turn);
  if (ending.kind === "unreachable") return ending;
  const verdict = judge(ending, task, (outcome) => withResult(task, turn, outcome), run.context.options.check);
  await keepFacts(run, task, turn.host, verdict);
  return verdict;
}

/** The scope in which conditions may speak of the result by its registered name. */
function withResult(task: PlannedTask, { scope, name }: ItemTurn, outcome: Outcome): TaskScope {
  const { register } = task.own;
  return register === undefined ? scope : scope.with(new Map([[register, resultValue(outcome, name.name)]]), "result");
}

async function repeated(run: PlayRun, task: PlannedTask, { turn, until }: { turn: ItemTurn; until: Node }): Promise<Ending> {
  const retries = renderedNumber(task.own.retries, turn.scope, RETRIES);
  if (retries <= 0) return counting(await judged(run, task, turn), 1); // as in Ansible: nothing is tried again, so nobody asks
  const delay = renderedNumber(task.own.delay, turn.scope, DELAY_SECONDS);
  for (let tries = 1; ; tries += 1) {
    const ending = counting(await judged(run, task, { ...turn, key: `${turn.key}#${tries}` }), tries);
    if (final(ending)) return ending;
    const done = allHold([until], withResult(task, turn, ending));
    if (done.ok && done.value.kind !== "false") return ending;
    if (run.context.stopped) return failed({ reason: "interrupted" });
    if (!done.ok || tries > retries) return ending.kind === "failed" ? counting(ending, tries - 1) : givenUp(ending, done, { until, tries });
    await sleep(delay * 1000, undefined, { signal: run.context.options.signal }).catch(() => undefined);
  }
}

/** `attempts` is registered, as in Ansible, which when all were in vain gives the number of retries: without the first try. */
function counting(ending: Ending, attempts: number): Ending {
  return "values" in ending ? { ...ending, values: { ...ending.values, attempts } } : ending;
}

/** Nothing that another try could change: a lost host, a prediction. */
function final(ending: Ending): ending is Exclude<Ending, { kind: "ok" | "skipped" | "failed" }> {
  return ending.kind === "unreachable" || ending.kind === "unknown" || (ending.kind === "changed" && !ending.applied);
}

function givenUp(ending: Outcome, done: ReturnType<typeof allHold>, { until, tries }: { until: Node; tries: number }): Outcome {
  return done.ok ? exhausted(ending, until, tries) : failed({ reason: "bad-input", diagnostics: [done.error] });
}

function exhausted(ending: Outcome, until: Node, attempts: number): Outcome {
  const values = { ...("values" in ending ? ending.values : {}), attempts: attempts - 1, changed: ending.kind === "changed" };
  return { kind: "failed", problem: { reason: "retries-exhausted", condition: until.kind === "scalar" ? until.source : "until", attempts }, values, ignored: false, rescued: false };
}
