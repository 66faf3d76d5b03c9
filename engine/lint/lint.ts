import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { loadInventory } from "#engine/inventory/load-inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { ModuleTable, PlanLookups } from "#engine/plan/context.js";
import { planRun } from "#engine/plan/plan-run.js";
import { checkFile } from "./check-file.js";
import { findFiles } from "./find-files.js";
import type { LintFile } from "./lint-file.js";
import { Project } from "./project.js";
import { readFile } from "./read-file.js";
import { references } from "./references.js";
import type { LintFinding, Remark, Rule } from "./rule.js";
import { rules } from "./rules/index.js";
import { isSuppressed, readSuppressions, type Suppressions } from "./suppress.js";

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
  const { files, imported } = readAll(paths.value, input);
  const { project, findings } = withInventories(files, input);
  // Rules come first: where one says the same as a check of the engine, it may know how to mend it.
  const found = [...applyRules(project), ...findings, ...files.flatMap((file) => file.context ? [] : checkFile(file, project)), ...planned(project, imported, input)];
  return ok({ findings: chosen(found, project, input.off), files: files.filter((file) => !file.context && file.kind !== "other").length });
}

/** Reads the files, and those that they name; a Map may grow while it is walked, so that these are followed as well. */
function readAll(paths: readonly string[], { table, rolePaths }: LintInput): { readonly files: readonly LintFile[]; readonly imported: ReadonlySet<string> } {
  const read = new Map(paths.map((path) => [path, readFile(path, table)]));
  const imported = new Set<string>();
  for (const file of read.values()) {
    for (const { path, as } of references(file, rolePaths)) {
      const known = read.get(path);
      if (as === "playbook") imported.add(path);
      if (known === undefined || (known.kind === "other" && as !== undefined)) read.set(path, readFile(path, table, { context: known?.context ?? true, as }));
    }
  }
  return { files: [...read.values()], imported };
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

function applyRules(project: Project): readonly LintFinding[] {
  const told = project.files.filter((file) => !file.context);
  return rules.flatMap((rule) => [
    ...told.flatMap((file) => rule.file?.(file, project) ?? []),
    ...told.flatMap((file) => file.tasks.flatMap((task) => rule.task?.(task, project) ?? [])),
    ...rule.project?.(project) ?? [],
  ].map((remark) => findingBy(rule, remark)));
}

function findingBy({ id, severity }: Rule, { message, place, hint, severity: own, fix }: Remark): LintFinding {
  return { rule: id, severity: own ?? severity, message, ...(hint !== undefined && { hint }), ...(place && { place }), ...(fix && { fix }) };
}

/** What planning the playbooks with the inventories finds; it knows the variables of hosts, so it finds more. */
function planned(project: Project, imported: ReadonlySet<string>, { inventories, extraVars, table, rolePaths, lookups }: LintInput): readonly LintFinding[] {
  if (inventories.length === 0) return [];
  return project.files.filter(({ kind, context, path }) => kind === "playbook" && !context && !imported.has(path)).flatMap(({ path }) => {
    const plan = planRun({ playbooks: [path], inventories, limit: undefined, tags: [], skipTags: [], extraVars, startAtTask: undefined, table, rolePaths: rolePaths.map((each) => resolve(each)), lookups });
    return (plan.ok ? plan.value.warnings : plan.error).map(findingOf);
  });
}

/** Each finding once, without those that are switched off or stand in files that were only read for what they define. */
function chosen(found: readonly LintFinding[], project: Project, off: readonly string[]): readonly LintFinding[] {
  const suppressions = new Map(project.files.map((file) => [file.shown, readSuppressions(file.text)]));
  const silent = new Set(project.files.filter((file) => file.context).map((file) => file.shown));
  return unique([...found, ...unknownRules(suppressions)]).filter((finding) => !off.includes(finding.rule) && !silent.has(finding.place?.file ?? "") && !isSuppressed(finding, suppressions)).sort(byPlace);
}

/** Of several findings of one rule at one place the gravest, with the way to mend it that another look at the place may know. */
function unique(found: readonly LintFinding[]): LintFinding[] {
  const byKey = new Map<string, LintFinding>();
  for (const finding of found) {
    const key = keyOf(finding);
    const known = byKey.get(key);
    if (known === undefined || (finding.severity === "error" && known.severity !== "error")) byKey.set(key, { ...finding, ...(known?.fix && { fix: known.fix }) });
  }
  return [...byKey.values()];
}

function keyOf({ rule, message, place }: LintFinding): string {
  return JSON.stringify(place === undefined ? [rule, message] : [rule, place.file, place.line, place.column]);
}

function unknownRules(suppressions: ReadonlyMap<string, Suppressions>): readonly LintFinding[] {
  const known = new Set(rules.map((rule) => rule.id));
  return [...suppressions].flatMap(([file, { named }]) => named.flatMap(({ rule, line, column, text }): readonly LintFinding[] => {
    const guess = known.has(rule) ? undefined : didYouMean(rule, [...known]);
    // Codes of the engine's own checks are no rules of this table, and may be named as well.
    return guess === undefined ? [] : [{ rule: "unknown-rule", severity: "hint", message: `there is no rule "${rule}"`, hint: guess, place: { file, line, column, length: rule.length, text } }];
  }));
}

function byPlace({ place: a }: LintFinding, { place: b }: LintFinding): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
