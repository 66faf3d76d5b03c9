import type { Mask } from "#engine/core/mask.js";
import { lookupsBeside } from "#engine/run/lookups-beside.js";
import { planRun } from "#engine/plan/plan-run.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import type { RunPlan } from "#engine/plan/types.js";
import { formatDiagnostics } from "#engine/report/diagnostics.js";
import type { askPrompts } from "../ask-prompts.js";
import { complain } from "../complain.js";
import { exitCodes } from "../exit-codes.js";
import { extraLayers } from "../extra-layers.js";
import { lintPlan } from "../lint-before-run.js";
import { loginOptions } from "../login-options.js";
import { moduleTable } from "../module-table.js";
import { hostList, tagList, taskList } from "../plan-lists.js";
import type { Prepared } from "../perform-run.js";
import type { SettledRun } from "../settled-options.js";
import type { RunArguments } from "./run.js";

/** Does `tsplay run`: everything that can be wrong without a host is told before a password is asked for or a host touched. */
export async function runPlaybooks(playbooks: readonly string[], options: SettledRun, mask: Mask): Promise<void> {
  const plan = await planOf(playbooks, options);
  if (!plan.ok) { await complain(plan.error, (text) => mask.text(text)); return; }
  if (onlyToBeShown(plan.value, options)) return;
  const login = await loginOptions(options, mask);
  if (login.ok) await askAndRun(plan.value, options, { login: login.value, mask });
  else if (login.error === "interrupted") process.exitCode = exitCodes.interrupted;
  else await complain([login.error]);
}

/** The plan, and what lint's rules say of it. */
async function planOf(playbooks: readonly string[], options: SettledRun): Promise<Result<RunPlan, readonly Diagnostic[]>> {
  const extraVars = extraLayers(options.extraVars ?? []);
  if (!extraVars.ok) return extraVars;
  const table = await moduleTable();
  const plan = planRun({
    playbooks, extraVars: extraVars.value, inventories: options.inventory ?? [], limit: options.limit, startAtTask: options.startAtTask,
    tags: options.tags ?? [], skipTags: options.skipTags ?? [], table, rolePaths: options.rolePaths, lookups: lookupsBeside(false),
  });
  return plan.ok && options.lint ? lintPlan(plan.value, { table, folder: process.cwd(), rolePaths: options.rolePaths, project: options.project }) : plan;
}

async function askAndRun(plan: RunPlan, options: SettledRun, { login, mask }: Omit<Prepared, "answers">): Promise<void> {
  const answers = await answersTo(plan, mask);
  if (answers.ok) {
    const { performRun } = await import("../perform-run.js");
    await performRun(plan, options, { login, mask, answers: answers.value });
  } else if (answers.error === "interrupted") process.exitCode = exitCodes.interrupted;
  else await complain(answers.error);
}

/** Questions of vars_prompt: asked before the first host is touched. */
async function answersTo({ plays }: RunPlan, mask: Mask): ReturnType<typeof askPrompts> {
  const prompts = plays.flatMap((play) => play.prompts);
  if (prompts.length === 0) return ok({});
  const { askPrompts: asked } = await import("../ask-prompts.js");
  return asked(prompts, mask);
}

/** --syntax-check and the lists end before a host is touched. */
function onlyToBeShown(plan: RunPlan, { syntaxCheck, listHosts, listTasks, listTags }: RunArguments): boolean {
  if (![syntaxCheck, listHosts, listTasks, listTags].includes(true)) return false;
  if (plan.warnings.length > 0) process.stderr.write(`${formatDiagnostics(plan.warnings)}\n`);
  if (listHosts === true) process.stdout.write(hostList(plan));
  if (listTasks === true) process.stdout.write(taskList(plan));
  if (listTags === true) process.stdout.write(tagList(plan));
  if (syntaxCheck === true) process.stdout.write(`${plan.playbooks.join(", ")}: no errors found\n`);
  return true;
}
