import { entriesOf } from "../nodes.js";
import type { Project } from "../project.js";
import type { Rule } from "../rule.js";

/** Defaults of a role that nothing uses. */
export const unusedDefault: Rule = {
  id: "unused-default", severity: "hint", summary: "A default or variable of a role that nothing uses",
  project(project) {
    const keys = keyCounts(project);
    // Names that are put together by templates may be any.
    if (project.files.some(({ text }) => /(?:lookup|query|q)\(\s*['"](?:ansible\.builtin\.)?(?:vars|varnames)['"]|\bvars\s*\[|hostvars\[[^\]]*\]\s*\[/.test(text))) return [];
    return project.files.filter((file) => file.role !== undefined && !file.context && (file.kind === "defaults" || file.kind === "vars"))
      .flatMap((file) => file.node?.kind === "map" ? file.node.entries : [])
      .filter(({ key }) => !key.startsWith("ansible_") && (project.words.get(key) ?? 0) <= (keys.get(key) ?? 0))
      .map(({ key, keyPlace }) => ({ message: `nothing uses "${key}"`, place: keyPlace, hint: "Remove it, or use it" }));
  },
};

/** How often a word stands as a key: there it is defined, not used. */
function keyCounts(project: Project): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of project.files) for (const { key } of entriesOf(file.node)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
