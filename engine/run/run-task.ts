import PQueue from "p-queue";
import type { Event, Outcome, TaskName } from "#engine/core/event.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { skipRest } from "./abort.js";
import { failed } from "./apply-task.js";
import type { PlayRun } from "./context.js";
import type { Ending } from "./ending.js";
import { evaluateFlag } from "./flag.js";
import type { HostRun } from "./host-run.js";
import { handlersOf, notify } from "./notify.js";
import { readAhead } from "./prefetch.js";
import { renderedNumber } from "./rendered-number.js";
import { resultValue } from "./result-value.js";
import { runOnHost } from "./task-on-host.js";
import { taskName } from "./task-name.js";
import { scopeOf, type TaskScope } from "./task-scope.js";

/**
 * Runs one task on hosts, as many at once as there are forks. `upcoming`: the tasks after it, to look at ahead.
 * The hosts on which it was begun: all of them, unless Ctrl-C came first.
 */
export async function runTask(run: PlayRun, task: PlannedTask, hosts: readonly HostRun[], upcoming: readonly PlannedTask[]): Promise<ReadonlySet<HostRun>> {
  const [first] = hosts;
  if (first === undefined) return new Set();
  const scope = scopeOf(run, task, first);
  const name = taskName(run.play, task, scope);
  const once = run.play.strategy === "linear" && (evaluateFlag(task.keywords.runOnce, scope, false) || forAllHosts(task));
  const chosen = once ? [first] : hosts;
  run.context.tell({ type: "task-start", task: name, hosts: chosen.map((host) => host.name) });
  const loaded = first.loaded.length;
  const gate = gateOf(task, scope, chosen.length);
  const begun = await Promise.all(chosen.map((host) => throttled(gate, () => run.context.queue.add(() => onHost(run, host, { task, name, upcoming })))));
  if (once) shareResult(task, { first, loaded }, hosts);
  skipRest(run, task, hosts);
  for (const host of hosts) leave(run, task, host);
  return new Set(hosts.filter((_, index) => begun[once ? 0 : index] === true));
}

/** What was kept for the task on a host is not needed any more. */
function leave({ scopes }: PlayRun, { id }: PlannedTask, host: HostRun): void {
  scopes.get(host)?.delete(id);
  host.ahead.leave(id);
}

/** `throttle`: no more hosts at once than it says, whatever the forks. undefined where it does not matter. */
function gateOf(task: PlannedTask, scope: TaskScope, hosts: number): PQueue | undefined {
  const limit = renderedNumber(task.keywords.throttle, scope, 0);
  return limit > 0 && limit < hosts ? new PQueue({ concurrency: limit }) : undefined;
}

async function throttled<T>(gate: PQueue | undefined, begin: () => Promise<T>): Promise<T> {
  return gate === undefined ? begin() : gate.add(begin);
}

/** Ansible lets these bypass the hosts of a play: they act once, for the first one. */
function forAllHosts({ module }: PlannedTask): boolean {
  return module.name === "add_host" || module.name === "pause";
}

interface Turn {
  readonly task: PlannedTask;
  readonly name: TaskName;
  readonly upcoming: readonly PlannedTask[];
}

async function onHost(run: PlayRun, host: HostRun, { task, name, upcoming }: Turn): Promise<boolean> {
  if (run.context.stopped) {
    if (!task.handler) host.notAttempted += 1;
    return false;
  }
  host.acted = false;
  const start = Date.now();
  const ending = runOnHost(run, task, { host, name });
  readAhead(run, host, { current: task, upcoming });
  finish(run, host, { task, name, ending: await ending, seconds: (Date.now() - start) / 1000 });
  return true;
}

interface Finished {
  readonly task: PlannedTask;
  readonly name: TaskName;
  readonly ending: Ending;
  readonly seconds: number;
}

function finish(run: PlayRun, host: HostRun, { task, name, ending: came, seconds }: Finished): void {
  const { ending, handlers } = withHandlers(run, host, { task, name, ending: came });
  if (ending.kind === "unreachable") {
    lose(run, host, name, ending);
    notifyToBeSure(run, host, name, handlers);
    return;
  }
  if (!(task.include !== undefined && ending.kind === "ok")) host.count(ending); // what it includes is counted when it is run
  if (task.role !== undefined && ending.kind !== "skipped") run.state.roles.began(host, task.role.key);
  if (ending.kind !== "changed") host.ahead.widen();
  run.context.tell(endEvent(host, { name, outcome: ending.kind === "failed" ? fail(run, host, { task, name, ending }) : ending, seconds }));
  if (isInterrupted(ending)) cutShort(run, host, name, handlers);
  else if (ending.kind !== "failed") notify(run, host, name, { handlers, certain: ending.kind === "changed" });
}

/** The handlers that a task notifies; to notify what is no handler is a failure. */
function withHandlers(run: PlayRun, host: HostRun, { task, name, ending }: Omit<Finished, "seconds">): { readonly ending: Ending; readonly handlers: readonly PlannedTask[] } {
  const itemNames = host.itemNames.splice(0);
  if (ending.kind === "skipped" || ending.kind === "ok") return { ending, handlers: [] };
  const called = handlersOf(run, host, { task, name, scope: scopeOf(run, task, host), itemNames });
  if (called.ok) return { ending, handlers: called.value };
  return { ending: ending.kind === "changed" ? failed(called.error) : ending, handlers: [] };
}

function lose(run: PlayRun, host: HostRun, name: TaskName, { cause, ignored: passed }: Extract<Ending, { kind: "unreachable" }>): void {
  const ignored = passed === true;
  if (ignored) host.count({ ...failed({ reason: "refused", message: "unreachable" }), ignored: true });
  else host.status = { kind: "unreachable", cause };
  run.context.tell({ type: "host-unreachable", host: host.name, cause, task: name, ignored });
}

function cutShort(run: PlayRun, host: HostRun, name: TaskName, handlers: readonly PlannedTask[]): void {
  if (host.acted) run.context.cutShort.push({ host: host.name, task: name });
  notifyToBeSure(run, host, name, handlers);
}

/** A task that was cut short may have changed what the next run finds as it should be: its handlers are owed all the same. */
function notifyToBeSure(run: PlayRun, host: HostRun, name: TaskName, handlers: readonly PlannedTask[]): void {
  if (host.acted && !run.context.options.check) notify(run, host, name, { handlers, certain: false });
}

function isInterrupted(outcome: Outcome): boolean {
  return outcome.kind === "failed" && outcome.problem.reason === "interrupted";
}

/** The host leaves the play, or waits for the rescue of its block. */
function fail(run: PlayRun, host: HostRun, { task, name, ending }: { task: PlannedTask; name: TaskName; ending: Extract<Outcome, { kind: "failed" }> }): Outcome {
  if (ending.ignored) return ending;
  host.status = { kind: "failed" };
  host.failure = { name: typeof task.name === "string" ? "" : name.name, action: name.module, result: host.looped ?? resultValue(ending, name.name) };
  return { ...ending, rescued: run.rescuing === true && !run.context.stopped };
}

function endEvent(host: HostRun, { name, outcome, seconds }: { name: TaskName; outcome: Outcome; seconds: number }): Omit<Extract<Event, { type: "task-end" }>, "at"> {
  return { type: "task-end", task: name, host: host.name, outcome, seconds };
}

/** What a run_once task registered, set or loaded holds for every host of the batch; so does its failure. `loaded`: how much include_vars had loaded before it. */
function shareResult(task: PlannedTask, { first, loaded }: { first: HostRun; loaded: number }, hosts: readonly HostRun[]): void {
  const names = [...(task.own.register === undefined ? [] : [task.own.register]), ...(task.module.name === "set_fact" ? task.args.entries.map(({ key }) => key) : [])];
  const made = names.filter((name) => first.made.has(name));
  const layers = first.loaded.slice(loaded);
  for (const host of hosts.filter((each) => each !== first)) {
    for (const name of made) host.make(name, first.made.get(name) ?? null);
    for (const layer of layers) host.load(layer);
    if (first.status.kind === "failed") host.status = { kind: "failed", uncounted: true };
  }
}
