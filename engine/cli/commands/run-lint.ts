import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { ok, type Result } from "#engine/core/result.js";
import { applyFixes } from "#engine/lint/fix.js";
import { lint, type LintInput, type LintResult } from "#engine/lint/lint.js";
import type { LintFinding } from "#engine/lint/rule.js";
import { rules } from "#engine/lint/rules/index.js";
import { lintSettings } from "#engine/lint/settings.js";
import { findingsGithub, findingsJson, findingsText } from "#engine/report/findings.js";
import { findingsSarif } from "#engine/report/findings-sarif.js";
import { findProjectFile } from "#engine/settings/project-file.js";
import { palette } from "#engine/report/palette.js";
import { lookupsBeside } from "#engine/run/lookups-beside.js";
import { wantsColour } from "../colour-wish.js";
import { complain } from "../complain.js";
import { exitCodes } from "../exit-codes.js";
import { extraLayers } from "../extra-layers.js";
import { moduleTable } from "../module-table.js";
import { version } from "../version.js";
import type { LintArguments } from "./lint.js";

/** Does `tsplay lint`. */
export async function runLint(paths: readonly string[], options: LintArguments, mask: Mask): Promise<void> {
  if (options.listRules === true) { process.stdout.write(ruleList()); return; }
  const input = inputOf(paths, options, await moduleTable());
  const found = input.ok ? lint(input.value) : input;
  if (!input.ok || !found.ok) { await complain(found.ok ? [] : found.error); return; }
  tell(options.fix === true ? mended(found.value, input.value) : found.value, options, mask);
}

function inputOf(paths: readonly string[], options: LintArguments, table: LintInput["table"]): Result<LintInput, readonly Diagnostic[]> {
  const extra = extraLayers(options.extraVars ?? []);
  const settings = lintSettings(findProjectFile(process.cwd()).path);
  if (!extra.ok) return extra;
  if (!settings.ok) return settings;
  return ok({
    paths: paths.length === 0 ? ["."] : paths, table, inventories: options.inventory ?? [], extraVars: extra.value, rolePaths: [resolve("roles")], lookups: lookupsBeside(true),
    off: [...settings.value.off, ...options.off ?? []], exclude: [...settings.value.exclude, ...options.exclude ?? []],
  });
}

/** Mends what can be mended, and looks again: what is told is what is left. */
function mended(result: LintResult, input: LintInput): LintResult {
  let changed = 0;
  for (const [file, fixes] of fixesByFile(result.findings)) {
    const text = readFileSync(file, "utf8");
    const { text: better, count } = applyFixes(text, fixes);
    if (better !== text) writeFileSync(file, better);
    changed += count;
  }
  process.stderr.write(`mended ${changed} finding${changed === 1 ? "" : "s"}\n`);
  const again = lint(input);
  return again.ok ? again.value : result;
}

function fixesByFile(findings: readonly LintFinding[]): ReadonlyMap<string, readonly NonNullable<LintFinding["fix"]>[]> {
  const byFile = new Map<string, NonNullable<LintFinding["fix"]>[]>();
  for (const { fix } of findings) if (fix !== undefined) byFile.set(fix.place.file, [...byFile.get(fix.place.file) ?? [], fix]);
  return byFile;
}

function tell({ findings, files }: LintResult, options: LintArguments, mask: Mask): void {
  const shown = options.hints ? findings : findings.filter(({ severity }) => severity !== "hint");
  process.stdout.write(mask.text(written(shown, files, options)));
  const bad = findings.some(({ severity }) => severity === "error" || (options.strict === true && severity === "warning"));
  process.exitCode = bad ? exitCodes.badInput : exitCodes.success;
}

function written(findings: readonly LintFinding[], files: number, { json, format, color }: LintArguments): string {
  switch (json === true ? "json" : format) {
    case "json": return findingsJson(findings, { files });
    case "github": return findingsGithub(findings);
    case "sarif": return findingsSarif(findings, rules, version());
    case "text": return findingsText(findings, { files }, palette(wantsColour(process.stdout, process.env, color)));
  }
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.toSorted((a, b) => a.id < b.id ? -1 : 1).map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join("");
}
