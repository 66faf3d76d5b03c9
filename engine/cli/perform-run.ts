import { resolve } from "node:path";
import { openConnections } from "#engine/connection/open-connections.js";
import { warningAt } from "#engine/core/diagnostic.js";
import type { Event } from "#engine/core/event.js";
import type { Mask } from "#engine/core/mask.js";
import type { ValueMap } from "#engine/core/value.js";
import type { RunPlan } from "#engine/plan/types.js";
import { openJsonLines, type JsonLines } from "#engine/report/json-lines.js";
import { createReport } from "#engine/report/report.js";
import { OwedHandlers } from "#engine/run/owed-handlers.js";
import type { LoginDefaults, RunOptions } from "#engine/run/run-options.js";
import { runPlan } from "#engine/run/run-plan.js";
import { wantsColour } from "./colour-wish.js";
import type { RunArguments } from "./commands/run.js";
import { BugWatch } from "./bug-watch.js";
import { complain } from "./complain.js";
import { exitCodeOf, exitCodes } from "./exit-codes.js";
import { internalErrorText, wantsStack } from "./internal-error.js";
import { watchSignals } from "./interruption.js";
import type { SettledRun } from "./settled-options.js";
import { describeUnreachable } from "#engine/report/unreachable-sentences.js";
import { owedHandlersFile } from "./state-file.js";

/** What was found out before the run. */
export interface Prepared {
  readonly login: LoginDefaults;
  readonly mask: Mask;
  /** What the user answered to vars_prompt. */
  readonly answers: ValueMap;
}

/** Runs a plan with its report, and sets the exit code. */
export async function performRun(plan: RunPlan, options: SettledRun, { login, mask, answers }: Prepared): Promise<void> {
  const json = options.json === undefined ? undefined : openJsonLines(options.json, mask);
  if (json?.ok === false) { await complain([json.error]); return; }
  const report = await createReport(reportOptions(options, mask, json?.value));
  const interruption = watchSignals((line) => { process.stderr.write(`${line}\n`); });
  const connections = openConnections();
  try {
    const owed = new OwedHandlers(owedHandlersFile(options.inventory ?? [], process.cwd()), (message) => { report(warningOf(message)); });
    const run: RunOptions = { ...runOptions(options), facts: await factOptions(options, plan), unreachableText: (cause) => describeUnreachable(cause).happened, owed, login, mask, connections, answers, signal: interruption.stop, abandon: interruption.abandon };
    const bugs = new BugWatch();
    const status = await runPlan(plan, run, (event) => { bugs.see(event); report(event); });
    process.exitCode = bugs.found ? exitCodes.internalError : exitCodeOf[status];
  } catch (error) {
    report.end();
    process.exitCode = exitCodes.internalError;
    process.stderr.write(mask.text(internalErrorText(error, wantsStack(process.argv, process.env))));
  } finally {
    report.end();
    await connections.close();
    interruption.release();
  }
}

function warningOf(message: string): Event {
  const hint = "Should this run not come to its end, the next one will not know which handlers to run first.";
  return { type: "warning", at: Date.now(), diagnostic: warningAt("owed-handlers-file", message, { hint }) };
}

function reportOptions(options: RunArguments, mask: Mask, json: JsonLines | undefined): Parameters<typeof createReport>[0] {
  // With events on standard output the text for people goes to standard error.
  const out = options.json === "-" ? process.stderr : process.stdout;
  return {
    out, mask, json, err: process.stderr, verbosity: options.verbose ?? 0, diff: options.diff === true, check: options.check === true,
    color: wantsColour(out, process.env, options.color),
  };
}

/** Facts kept from run to run, for the inventories of this one. */
async function factOptions({ facts: { gathering, cache }, inventory = [], flushCache }: SettledRun, plan: RunPlan): Promise<NonNullable<RunOptions["facts"]>> {
  if (cache === undefined) return { gathering };
  const { openFactCache } = await import("#engine/run/fact-cache.js");
  const kept = openFactCache({ ...cache, inventory: inventory.map((source) => source.includes(",") ? source : resolve(source)) });
  if (flushCache === true) await Promise.all(plan.inventory.hosts.map((host) => kept.forget(host)));
  return { gathering, cache: kept };
}

function runOptions(options: SettledRun): Pick<RunOptions, "check" | "diff" | "forks" | "told" | "forceHandlers"> {
  return {
    check: options.check === true, diff: options.diff === true, forks: options.forks, forceHandlers: options.forceHandlers === true,
    told: { tags: options.tags ?? [], skipTags: options.skipTags ?? [], limit: options.limit, verbosity: options.verbose ?? 0 },
  };
}
