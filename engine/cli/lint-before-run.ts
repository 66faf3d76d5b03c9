import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { statSync } from "node:fs";
import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { KeptFindings } from "#engine/lint/kept-findings.js";
import type { LintFinding } from "#engine/lint/rule.js";
import type { ModuleTable } from "#engine/plan/context.js";
import type { RunPlan } from "#engine/plan/types.js";
import { knownTasks } from "#engine/plan/walk.js";
import { shownPath } from "#engine/load/read-text.js";

/** How many warnings are shown one by one: a run is no place to read hundreds. */
const SHOWN = 5;

/** Where the user's own files are looked for, and what to look with. */
export interface LintBeforeRun {
  readonly folder: string;
  readonly table: ModuleTable;
  readonly rolePaths: readonly string[];
  /** The .tsplay.yml that counts. */
  readonly project: string | undefined;
}

/**
 * The plan with the warnings of lint's rules about its playbooks and all they bring along. An error of a rule ends the run where it stands in a file
 * that is played; elsewhere it is a warning, since the file of another system, say, may never be included.
 */
export async function lintPlan(plan: RunPlan, look: LintBeforeRun): Promise<Result<RunPlan, readonly Diagnostic[]>> {
  const found = await findingsFor(plan, look);
  if (!found.ok) return found;
  if (found.value.length === 0) return ok(plan);
  const errors = inPlayedFiles(found.value.filter(({ severity }) => severity === "error"), plan);
  if (errors.length > 0) return err(errors.map(diagnosticOf));
  return ok({ ...plan, warnings: [...plan.warnings, ...shown(found.value, plan)] });
}

async function findingsFor(plan: RunPlan, { folder, table, rolePaths, project }: LintBeforeRun): Promise<Result<readonly LintFinding[], readonly Diagnostic[]>> {
  const kept = keptFor(plan, { folder, rolePaths, project });
  const known = kept?.get();
  if (known !== undefined) return ok(known);
  const since = Date.now();
  const { lintSettings } = await import("#engine/lint/settings.js");
  const { lintBeforeRun } = await import("#engine/lint/before-run.js");
  const settings = lintSettings(project);
  if (!settings.ok) return settings;
  const { findings, looked, sealed } = lintBeforeRun({ ...settings.value, playbooks: plan.playbooks, table, rolePaths, folder });
  if (!sealed) kept?.keep(findings, { files: project === undefined ? looked : [...looked, project], since });
  return ok(findings);
}

/** What is kept from run to run is of one build of the program; run from its sources it may be another one each time. */
function keptFor({ playbooks }: RunPlan, depends: Omit<LintBeforeRun, "table">): KeptFindings | undefined {
  const program = fileURLToPath(import.meta.url);
  if (program.endsWith(".ts")) return undefined;
  const folder = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return new KeptFindings(join(folder, "tsplay"), { built: statSync(program).mtimeMs, playbooks: playbooks.map((path) => resolve(path)), ...depends });
}

function inPlayedFiles(findings: readonly LintFinding[], { plays, playbooks }: RunPlan): readonly LintFinding[] {
  if (findings.length === 0) return [];
  const played = new Set([...playbooks.map((path) => shownPath(resolve(path))), ...plays.flatMap(knownTasks).map(({ place }) => place.file)]);
  return findings.filter(({ place }) => place !== undefined && played.has(place.file));
}

/** The first warnings, and how to see the others. */
function shown(findings: readonly LintFinding[], { playbooks }: RunPlan): readonly Diagnostic[] {
  const first = findings.slice(0, SHOWN).map((finding) => ({ ...diagnosticOf(finding), severity: "warning" as const }));
  const more = findings.length - first.length;
  return more === 0 ? first : [...first, warningAt("lint", `${more} more of this kind`, { hint: `\`tsplay lint ${playbooks.join(" ")} roles\` shows them all; \`# tsplay: ignore RULE\` behind a line, or lint: {off: [RULE]} in .tsplay.yml, stops one` })];
}

function diagnosticOf({ rule, severity, message, hint, place }: LintFinding): Diagnostic {
  return { severity: severity === "error" ? "error" : "warning", code: rule, message, ...(hint !== undefined && { hint }), ...(place && { place }) };
}
