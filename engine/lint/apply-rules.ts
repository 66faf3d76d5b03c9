import type { Project } from "./project.js";
import type { LintFinding, Remark, Rule } from "./rule.js";

/** What the rules say of the files of which something is to be told. */
export function applyRules(rules: readonly Rule[], project: Project): readonly LintFinding[] {
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
