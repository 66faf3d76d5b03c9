import { isAbsolute, relative, resolve } from "node:path";
import type { ModuleTable } from "#engine/plan/context.js";
import { applyRules } from "./apply-rules.js";
import { chooseFindings } from "./choose-findings.js";
import { excluded } from "./find-files.js";
import type { LintFile } from "./lint-file.js";
import { Project } from "./project.js";
import { readFiles } from "./read-files.js";
import type { LintFinding, Rule } from "./rule.js";
import { rules } from "./rules/index.js";
import type { LintSettings } from "./settings.js";

/** What is looked at before a run. */
export interface RunLintInput extends LintSettings {
  readonly playbooks: readonly string[];
  readonly table: ModuleTable;
  readonly rolePaths: readonly string[];
  /** The user's own files are below this folder; roles that were installed elsewhere are read for what they define. */
  readonly folder: string;
}

/** What was found. */
export interface RunLint {
  readonly findings: readonly LintFinding[];
  /** All files that were read and the folders of roles, whole paths. */
  readonly looked: readonly string[];
  /** Whether a finding may show a line of a file that is encrypted where it lies. */
  readonly sealed: boolean;
}

/** What the rules say of playbooks and all files they bring along; without hints, and without the rules whose subject the plan knows better. */
export function lintBeforeRun({ playbooks, table, rolePaths, folder, off, exclude }: RunLintInput): RunLint {
  const passedOver = excluded(exclude);
  const { files } = readFiles(playbooks.map((path) => resolve(path)), { table, rolePaths, asContext: (path) => !isBelow(path, folder) || passedOver(path) });
  const project = new Project(files, table, []);
  const found = chooseFindings(applyRules(asked(), project), project, off).filter(({ severity }) => severity !== "hint");
  return { findings: found, looked: files.flatMap(({ path, role }) => role === undefined ? [path] : [path, role]), sealed: files.some(isSealed) };
}

/** The rules that know something the plan does not. */
function asked(): readonly Rule[] {
  return rules.filter(({ planned }) => planned !== true).map((rule) => rule.depends === true ? { ...rule, severity: "warning" } : rule);
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith("..") && !isAbsolute(way);
}

/** See read-file.ts: of an encrypted file the text is not kept. */
function isSealed({ text, node }: LintFile): boolean {
  return text === "" && node !== undefined;
}
