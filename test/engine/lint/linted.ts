import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lint, type LintInput } from "#engine/lint/lint.js";
import type { LintFinding } from "#engine/lint/rule.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

/** Writes files into a new folder, and gives it to `use`; it is gone afterwards. */
export function withFiles<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "tsplay-lint-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What lint finds in these paths. */
export function findingsIn(paths: readonly string[], more: Partial<LintInput> = {}): readonly LintFinding[] {
  const result = lint({ paths, table: { modules, aliases }, inventories: [], extraVars: [], rolePaths: [], off: [], exclude: [], ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.findings;
}

/** What lint finds in such files. */
export function linted(files: Readonly<Record<string, string>>, more: Partial<LintInput> = {}): readonly LintFinding[] {
  return withFiles(files, (folder) => findingsIn([folder], more));
}

/** "rule line" of each finding. */
export function rulesAndLines(findings: readonly LintFinding[]): readonly string[] {
  return findings.map(({ rule, place }) => `${rule} ${place?.line ?? 0}`);
}

/** A playbook of such tasks, which begin in its line 5; each is a task's lines without its name. */
export function playbook(...tasks: readonly string[]): string {
  const named = tasks.map((task, index) => task.startsWith("- ") ? task : `- name: task ${index}\n${task.replace(/^/gm, "  ")}`);
  return `- name: play\n  hosts: all\n  gather_facts: false\n  tasks:\n${named.join("\n").replace(/^/gm, "    ")}\n`;
}
