import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { failed } from "../apply-task.js";
import type { PlayRun } from "../context.js";
import type { Ending } from "../ending.js";
import type { ItemTurn } from "../once.js";
import { parametersOf } from "../parameters.js";
import { patiently } from "../patiently.js";
import { addHost } from "./add-host.js";
import { asyncStatus } from "./async-status.js";
import { groupBy } from "./group-by.js";
import { include } from "./include.js";
import { includeVars } from "./include-vars.js";
import { validateArgumentSpec } from "./validate-argument-spec.js";

/** A directive that has its turn on a host, with its rendered parameters. */
export interface DirectiveTurn extends ItemTurn {
  readonly params: ValueMap;
  /** Why a check run cannot know whether it would be carried out at all. */
  readonly undecided?: string;
}

type Directive = (run: PlayRun, task: PlannedTask, turn: DirectiveTurn) => Ending | Promise<Ending>;

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  add_host: addHost, async_status: asyncStatus, group_by: groupBy, include_role: include, include_tasks: include,
  include_vars: includeVars, validate_argument_spec: validateArgumentSpec,
};

/** Carries out a task whose module steers the run instead of changing a host. */
export async function carryOut(run: PlayRun, task: PlannedTask, turn: ItemTurn): Promise<Ending> {
  const params = await patiently(run.context, () => parametersOf(task, turn.scope, run.context.options.mask));
  if (!params.ok) return failed(params.error);
  if (params.value instanceof Unknown) return { kind: "unknown", because: params.value.because };
  return await DIRECTIVES[task.module.name]?.(run, task, { ...turn, params: params.value }) ?? failed({ reason: "internal", detail: `nobody carries out ${task.module.name}` });
}

/** An include of which a check run cannot know whether it is carried out: its tasks are told of, each as unknown. */
export function perhaps(run: PlayRun, task: PlannedTask, turn: ItemTurn, because: string): void {
  if (task.include === undefined) return;
  const params = parametersOf(task, turn.scope, run.context.options.mask);
  if (params.ok && !(params.value instanceof Unknown)) include(run, task, { ...turn, params: params.value, undecided: because });
}
