import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openConnections } from "#engine/connection/open-connections.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Event, Outcome, RunStatus } from "#engine/core/event.js";
import { Mask } from "#engine/core/mask.js";
import { planRun, type PlanInput } from "#engine/plan/plan-run.js";
import { lookupsBeside } from "#engine/run/lookups-beside.js";
import { OwedHandlers } from "#engine/run/owed-handlers.js";
import type { RunOptions } from "#engine/run/run-options.js";
import { runPlan } from "#engine/run/run-plan.js";
import { absentModules } from "#modules/absent.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

/** A working folder with playbooks, whose hosts h1, h2, h3 are all this machine, each with a folder `there` of its own. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "tsplay-run-"));

  constructor(files: Readonly<Record<string, string>> = {}) {
    const hosts = ["h1", "h2", "h3"].map((name) => `    ${name}: {there: ${join(this.folder, name)}}\n`);
    this.write("hosts.yml", `all:\n  vars: {ansible_connection: local}\n  hosts:\n${hosts.join("")}`);
    for (const name of ["h1", "h2", "h3"]) mkdirSync(join(this.folder, name));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** Plans `play.yml` (or another file) and runs it. */
  async run(options: Partial<PlanInput> & Partial<RunOptions> = {}): Promise<Played> {
    const plan = planRun({
      playbooks: [join(this.folder, "play.yml")], inventories: [join(this.folder, "hosts.yml")], limit: undefined, tags: [], skipTags: [],
      extraVars: [], startAtTask: undefined, table: { modules, aliases, absent: absentModules }, rolePaths: [], lookups: lookupsBeside(false), ...options,
    });
    if (!plan.ok) return new Played([], "bad-input", plan.error);
    const events: Event[] = [];
    const connections = openConnections();
    const status = await runPlan(plan.value, {
      check: false, diff: false, forks: 5, connections, mask: new Mask(), login: {}, signal: new AbortController().signal,
      owed: new OwedHandlers(join(this.folder, "owed.json")), told: { tags: [], skipTags: [], limit: undefined, verbosity: 0 }, ...options,
    }, (event) => { events.push(event); });
    await connections.close();
    return new Played(events, status, plan.value.warnings);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What came of a run, as the tests ask about it. */
export class Played {
  readonly events: readonly Event[];
  readonly status: RunStatus | "bad-input";
  readonly diagnostics: readonly Diagnostic[];

  constructor(events: readonly Event[], status: RunStatus | "bad-input", diagnostics: readonly Diagnostic[]) {
    this.events = events;
    this.status = status;
    this.diagnostics = diagnostics;
  }

  /** "task: outcome" in the order in which they ended on a host; failures that were ignored or rescued say so. */
  on(host: string): readonly string[] {
    return this.events.flatMap((event) => event.type === "task-end" && event.host === host ? [`${event.task.name}: ${event.outcome.kind}${forgiveness(event.outcome)}`] : []);
  }

  /** The numbers of a host that are not 0. */
  recap(host: string): Readonly<Record<string, unknown>> {
    const end = this.events.find((event) => event.type === "run-end");
    const found = end?.recap.find((each) => each.host === host);
    return Object.fromEntries(Object.entries(found ?? {}).filter(([key, value]) => key !== "host" && value !== 0 && value !== false && !(Array.isArray(value) && value.length === 0)));
  }
}

function forgiveness(outcome: Outcome): string {
  if (outcome.kind !== "failed") return "";
  return outcome.ignored ? " (ignored)" : outcome.rescued ? " (rescued)" : "";
}
