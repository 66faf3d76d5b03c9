import type { Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { ValueMap } from "#engine/core/value.js";
import type { ErasedAction, ErasedQuery, HostModule, Module, Plan, PlannedModule } from "#engine/module/erased.js";
import { createReader } from "#engine/module/create-reader.js";
import type { Reader } from "#engine/module/reader.js";
import { modules } from "#modules/index.js";
import { caseParams } from "./case-params.js";
import { fakeControl, type ControlFacts } from "./fake-control.js";
import { performHere, runHere } from "./local-session.js";

/** What became of a task on this machine. */
export interface CameHere {
  readonly changed: boolean;
  readonly values: ValueMap;
  readonly problem?: Problem;
}

/** Plays a module of any kind on this machine: looks, acts, and for a module with a state looks again, which has to find nothing left. */
export async function taskHere(name: string, given: ValueMap, control: ControlFacts = {}): Promise<CameHere> {
  const module = modules.get(name);
  if (module === undefined || !isPlayable(module)) throw new Error(`no module of hosts: ${name}`);
  const prepared = await module.prepare(caseParams(module, given), fakeControl(control));
  if (prepared.kind === "problem") return { changed: false, values: {}, problem: prepared.problem };
  if (prepared.kind === "unknown") throw new Error(`unknown: ${prepared.because}`);
  if (module.kind === "query") return answered(module, prepared.input);
  return module.kind === "action" ? acted(module, prepared.input) : settled(module, prepared.input);
}

/** A reader of this machine as it is. */
export function readerHere(): Reader {
  return createReader({ ask: (command) => Promise.resolve(runHere(command)), read: (command) => Promise.resolve(runHere(command)), picture: undefined, facts: {} }).reader;
}

async function answered(module: ErasedQuery, input: unknown): Promise<CameHere> {
  const answer = await module.answer(readerHere(), input);
  if (answer.kind === "answer") return answer.result;
  if (answer.kind === "unknown") throw new Error(`unknown: ${answer.because}`);
  return { changed: false, values: {}, problem: answer.problem };
}

async function acted(module: ErasedAction, input: unknown): Promise<CameHere> {
  const guarded = await module.guard(readerHere(), input);
  if (guarded !== undefined) return { changed: false, values: { msg: guarded } };
  const outputs: Output[] = [];
  for (const step of module.steps(input)) {
    if (step.kind !== "run") {
      performHere(step);
      continue;
    }
    const { code, stdout, stderr } = runHere(step.command);
    outputs.push({ code, stdout, stderr });
    if (!(step.okCodes ?? [0]).includes(code)) break;
  }
  return module.result(outputs, input);
}

async function settled(module: PlannedModule, input: unknown): Promise<CameHere> {
  const look = (again: boolean): Promise<Plan> => module.plan(readerHere(), input, { predicted: () => undefined, again });
  const plan = await look(false);
  if (plan.kind === "problem" || plan.kind === "missing") return { changed: false, values: {}, problem: plan.problem };
  if (plan.kind === "ok") return { changed: false, values: plan.values };
  try {
    for (const step of plan.change.steps) performHere(step);
  } catch (failure) {
    return { changed: false, values: {}, problem: { reason: "refused", message: String(failure) } };
  }
  const left = await look(true);
  if (left.kind !== "ok") throw new Error(`did not converge: ${JSON.stringify(left)}`);
  return { changed: true, values: plan.values };
}

/** Whether it is one of the kinds that `taskHere` plays: not a directive, which the engine itself follows. */
export function isPlayable(module: Module): module is HostModule {
  return module.kind !== "directive";
}
