import { didYouMean } from "#engine/core/suggest.js";
import { namingPlugin } from "#engine/plan/plugin-files.js";
import { aboutOtherSystems } from "./other-systems.js";
import type { Project } from "./project.js";
import type { LintFinding } from "./rule.js";
import { rules } from "./rules/index.js";
import { isSuppressed, readSuppressions, type Suppressions } from "./suppress.js";

/** Each finding once, without those that are switched off or stand in files that were only read for what they define. */
export function chooseFindings(found: readonly LintFinding[], project: Project, off: readonly string[]): readonly LintFinding[] {
  const suppressions = new Map(project.files.map((file) => [file.shown, readSuppressions(file.text)]));
  const isElsewhere = aboutOtherSystems(project);
  const silent = new Set(project.files.filter((file) => file.context).map((file) => file.shown));
  return unique([...found, ...unknownRules(suppressions)]).map((finding) => namingPlugin(finding.rule, finding)).filter((finding) => !isElsewhere(finding) && !off.includes(finding.rule) && !silent.has(finding.place?.file ?? "") && !isSuppressed(finding, suppressions)).sort(byPlace);
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
