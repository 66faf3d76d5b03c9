import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { TaskName } from "#engine/core/event.js";
import { ok, type Result } from "#engine/core/result.js";
import { ClosedSecret, Secret } from "#engine/core/secret.js";
import { isMap, OMIT, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { HostModule } from "#engine/module/erased.js";
import type { Session } from "#engine/connection/types.js";
import { textOf } from "#engine/language/python-text.js";
import { renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { applyTask, failed, type Job } from "./apply-task.js";
import type { PlayRun } from "./context.js";
import { controlFor } from "./control.js";
import type { Ending } from "./ending.js";
import type { Environment } from "./environment.js";
import { evaluateFlag } from "./flag.js";
import { keepFactsOf } from "./gather-facts.js";
import type { HostRun } from "./host-run.js";
import { keywordProblems } from "./keyword-problems.js";
import { parametersOf, type StandIn } from "./parameters.js";
import { standingIn } from "./lookup-mode.js";
import { patiently } from "./patiently.js";
import { carryOut } from "./directives/carry-out.js";
import { delegateOf, sessionFor, type Where } from "./session-for.js";
import type { TaskScope } from "./task-scope.js";
import { backgroundOf, launch, polled } from "./launch.js";
import { TimeLimit, timeLimitOf } from "./time-limit.js";
import { unlessAbandoned } from "./unless-abandoned.js";

/** One item of a task on one host. */
export interface ItemTurn {
  readonly host: HostRun;
  readonly name: TaskName;
  readonly scope: TaskScope;
  /** What a look that was sent ahead is kept under. */
  readonly key: string;
  /** The variables of the loop item; empty without a loop. */
  readonly item: ReadonlyMap<string, Value>;
  /** The place of the item in its loop; 0 without one. */
  readonly index: number;
}

/** One try of one item: parameters, session, and the task's life on the host. A bug in tsplay ends here as a failure of this host, not of the run. */
export async function once(run: PlayRun, task: PlannedTask, turn: ItemTurn): Promise<Ending> {
  try {
    return await unlessAbandoned<Ending>(run.context.options.abandon, tried(run, task, turn), failed({ reason: "interrupted" }));
  } catch (error) {
    if (error instanceof ClosedSecret) return failed({ reason: "bad-input", diagnostics: [error.diagnostic] });
    return failed({ reason: "internal", detail: error instanceof Error ? error.stack ?? error.message : String(error) });
  }
}

async function tried(run: PlayRun, task: PlannedTask, turn: ItemTurn): Promise<Ending> {
  const { module } = task;
  const wrong = keywordProblems(task, turn.scope);
  if (wrong.length > 0) return failed({ reason: "bad-input", diagnostics: wrong });
  if (module.kind === "directive") return carryOut(run, task, turn);
  const standIn: StandIn = (work) => foresees(run, task, turn) ? standingIn(run.context, work) : work();
  const asked = patiently(run.context, () => parametersOf(task, turn.scope, run.context.options.mask, standIn));
  const params = asked instanceof Promise ? await asked : asked;
  if (!params.ok) return failed(params.error);
  if (params.value instanceof Unknown) return { kind: "unknown", because: params.value.because };
  tellParameters(run, turn, params.value);
  if (isTooQuiet(run, task, params.value)) return { kind: "skipped", why: "Verbosity threshold not met." };
  const prepared = await module.prepare(params.value, controlFor(run.play, task, turn.scope, { digests: run.context.digests, rendering: (render) => patiently(run.context, () => standIn(render)) }));
  if (prepared.kind === "problem") return failed(prepared.problem);
  if (prepared.kind === "unknown") return prepared;
  return withSession(run, task, { turn, module, params: params.value, input: prepared.input });
}

/** How many -v show what modules are given. */
const TALKATIVE = 2;

/** Says what the module is given, where somebody wants to know. */
function tellParameters({ context }: PlayRun, { name, host }: Pick<ItemTurn, "name" | "host">, params: ValueMap): void {
  if (context.options.told.verbosity >= TALKATIVE) context.tell({ type: "parameters", task: name, host: host.name, params });
}

/** Whether the task is only foreseen, and not, by `check_mode: false`, done in a check run all the same. */
function foresees(run: PlayRun, { module, keywords }: PlannedTask, { scope }: ItemTurn): boolean {
  return run.context.options.check && module.kind === "state" && evaluateFlag(keywords.checkMode, scope, true);
}

/** `debug` with a verbosity is for runs with as many -v. */
function isTooQuiet(run: PlayRun, { module }: PlannedTask, { verbosity }: ValueMap): boolean {
  return module.name === "debug" && typeof verbosity === "number" && verbosity > run.context.options.told.verbosity;
}

interface Ready {
  readonly turn: ItemTurn;
  readonly module: HostModule;
  readonly params: ValueMap;
  readonly input: unknown;
}

async function withSession(run: PlayRun, task: PlannedTask, { turn, module, params, input }: Ready): Promise<Ending> {
  const delegate = delegateOf(task, turn.scope);
  if (!delegate.ok) return failed(delegate.error);
  const environment = environmentOf(task, turn.scope);
  if (!environment.ok) return failed({ reason: "bad-input", diagnostics: [environment.error] });
  const host = delegate.value === undefined ? turn.host : run.context.host(delegate.value);
  const where = { host, scope: turn.scope, delegated: delegate.value !== undefined };
  const job: Omit<Job, "session"> = {
    module, input, host, cause: turn.name.name,
    check: evaluateFlag(task.keywords.checkMode, turn.scope, run.context.options.check),
    environment: environment.value, ahead: host.ahead.take(turn.key, params),
  };
  const background = backgroundOf(task, turn.scope);
  if (background?.waits === false) return launch(run, task, { where, job, seconds: background.seconds });
  const limit = background === undefined ? timeLimitOf(task, turn.scope) : new TimeLimit(background.seconds);
  turn.host.found = { owner: factsOwner(task, turn, host), lasting: params["cacheable"] === true };
  const ending = await lived(run, task, { where, job, limit });
  return background === undefined ? ending : polled(ending, run.context.jobs.nextId());
}

interface Life {
  readonly where: Where;
  readonly job: Omit<Job, "session">;
  readonly limit: TimeLimit | undefined;
}

async function lived(run: PlayRun, task: PlannedTask, { where, job, limit }: Life): Promise<Ending> {
  const reached = await sessionFor(run, task, where);
  if (!reached.ok) return reached.error.kind === "problem" ? failed(reached.error.problem) : reached.error;
  const ending = await live(job, reached.value.session, limit);
  return reached.value.standIn ? assumed(ending, where.host) : ending;
}

/** delegate_facts: what is found out belongs to the host that was asked. */
function factsOwner(task: PlannedTask, { host, scope }: ItemTurn, delegate: HostRun): HostRun {
  return evaluateFlag(task.keywords.delegateFacts, scope, false) ? delegate : host;
}

/** The task's life, as long as its host is there and its time lasts. */
export async function live(job: Omit<Job, "session">, session: Session | undefined, limit: TimeLimit | undefined): Promise<Ending> {
  if (session === undefined) {
    const alone = applyTask({ ...job, session: NO_SESSION });
    return limit === undefined ? await alone : await limit.judge(alone, 0);
  }
  const lost = session.lost.then((cause) => ({ kind: "unreachable" as const, cause }));
  const life = Promise.race([lost, applyTask({ ...job, session: limit?.over(session) ?? session })]);
  return limit === undefined ? await life : await limit.judge(life);
}

/** A prediction that rests on a user who is not there yet. */
function assumed(ending: Ending, host: HostRun): Ending {
  const after = host.picture?.causes() ?? [];
  return ending.kind === "ok" || ending.kind === "changed" ? { ...ending, certainty: { level: "assumed", after } } : ending;
}

/** `setup` and `set_fact` leave variables behind with the host in question, once failed_when lets their result pass. */
export async function keepFacts(run: PlayRun, task: PlannedTask, { found }: HostRun, ending: Ending): Promise<void> {
  const facts = factsIn(ending);
  if (found === undefined || facts === undefined) return;
  const { owner, lasting } = found;
  if (task.module.name === "set_fact") for (const [name, value] of Object.entries(facts)) owner.make(name, value);
  if (task.module.name !== "set_fact" || lasting) owner.learn(facts);
  if (gathersAll(task)) owner.gathered = true;
  if (lasting) await keepFactsOf(run, owner);
}

function environmentOf(task: PlannedTask, scope: TaskScope): Result<Environment, Diagnostic> {
  const all: Record<string, string | Secret> = {};
  for (const node of task.keywords.environment) {
    const rendered = renderNode(node, scope);
    if (!rendered.ok) return rendered;
    for (const [name, value] of isMap(rendered.value) ? Object.entries(rendered.value) : []) if (value !== OMIT) all[name] = value instanceof Secret ? value : textOf(value);
  }
  return ok(all);
}

function factsIn(ending: Ending): ValueMap | undefined {
  const facts = ending.kind === "ok" || ending.kind === "changed" ? ending.values["ansible_facts"] : undefined;
  return isMap(facts) ? facts : undefined;
}

/** A `setup` of everything. */
function gathersAll({ module, args }: PlannedTask): boolean {
  return module.name === "setup" && !args.entries.some(({ key }) => key === "gather_subset" || key === "filter");
}

/** What a module that asks no host is handed: asking all the same is a bug in the module. */
const NO_SESSION: Session = {
  user: "", lost: new Promise(() => undefined),
  run: refuse, read: refuse, runOwn: refuse, write: refuse,
};

function refuse(): never {
  throw new Error("a module that is declared controlOnly asked a host");
}
