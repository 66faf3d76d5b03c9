import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { ModuleTable, PlanLookups } from "#engine/plan/context.js";
import { planRun } from "#engine/plan/plan-run.js";
import { applyRules } from "./apply-rules.js";
import { checkFile } from "./check-file.js";
import { chooseFindings } from "./choose-findings.js";
import { findFiles } from "./find-files.js";
import type { LintFile } from "./lint-file.js";
import { Project } from "./project.js";
import { readFiles } from "./read-files.js";
import type { LintFinding } from "./rule.js";
import { rules } from "./rules/index.js";

/** What to look at. */
export interface LintInput {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly table: ModuleTable;
  /** With inventories every playbook is planned as `run` would plan it. */
  readonly inventories: readonly string[];
  readonly extraVars: readonly Layer[];
  /** More folders with roles. */
  readonly rolePaths: readonly string[];
  readonly lookups?: PlanLookups | undefined;
  /** Rules that are switched off. */
  readonly off: readonly string[];
  /** Globs of paths to pass over. */
  readonly exclude: readonly string[];
}

/** What was found. */
export interface LintResult {
  readonly findings: readonly LintFinding[];
  /** How many files were looked at. */
  readonly files: number;
}

/** Looks at files without any host; an error is one of the call itself, such as a path that is not there. */
export function lint(input: LintInput): Result<LintResult, readonly Diagnostic[]> {
  const paths = findFiles(input.paths, input.exclude);
  if (!paths.ok) return paths;
  const { files, imported } = readFiles(paths.value, { ...input, asContext: () => true });
  const { project, findings } = withInventories(files, input);
  // Rules come first: where one says the same as a check of the engine, it may know how to mend it.
  const found = [...applyRules(rules, project), ...findings, ...files.flatMap((file) => file.context ? [] : checkFile(file, project)), ...planned(project, imported, input)];
  return ok({ findings: chooseFindings(found, project, input.off), files: files.filter((file) => !file.context && file.kind !== "other").length });
}

/** The inventories among the files, and those that are given: what these define is known, and what is wrong with them is for the plan to tell. */
function withInventories(files: readonly LintFile[], { table, inventories: given }: LintInput): { readonly project: Project; readonly findings: readonly LintFinding[] } {
  const loaded = files.filter(({ kind }) => kind === "inventory" || kind === "ini-inventory").map((file) => ({ file, inventory: loadInventory([file.path]) }));
  const named = given.length === 0 ? [] : [{ inventory: loadInventory(given) }];
  const inventories = [...loaded, ...named].flatMap(({ inventory }) => inventory.ok ? [inventory.value] : []);
  const findings = loaded.flatMap(({ file, inventory }) => file.context ? [] : (inventory.ok ? inventory.value.warnings : inventory.error).map(findingOf));
  return { project: new Project(files, table, inventories), findings };
}

/** A diagnostic of another room; its code is the name of the rule. */
export function findingOf({ severity, code, message, hint, place }: Diagnostic): LintFinding {
  return { rule: code, severity, message, ...(hint !== undefined && { hint }), ...(place && { place }) };
}

/** What planning the playbooks with the inventories finds; it knows the variables of hosts, so it finds more. */
function planned(project: Project, imported: ReadonlySet<string>, { inventories, extraVars, table, rolePaths, lookups }: LintInput): readonly LintFinding[] {
  if (inventories.length === 0) return [];
  return project.files.filter(({ kind, context, path }) => kind === "playbook" && !context && !imported.has(path)).flatMap(({ path }) => {
    const plan = planRun({ playbooks: [path], inventories, limit: undefined, tags: [], skipTags: [], extraVars, startAtTask: undefined, table, rolePaths: rolePaths.map((each) => resolve(each)), lookups });
    return (plan.ok ? plan.value.warnings : plan.error).map(findingOf);
  });
}
