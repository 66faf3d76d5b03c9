import { dirname, join, resolve } from "node:path";
import type { Node } from "#engine/core/node.js";
import { isTemplate } from "#engine/language/template.js";
import type { NamesInFiles } from "./names-in-files.js";
import { textAt } from "./nodes.js";
import { placeOfTask, sourceCandidates } from "./source-paths.js";
import type { PlannedTask } from "./types.js";

/** Among the names: nobody can tell which there will be, so that none can be called undefined. */
export const ANYTHING = "*";

/** Variables that tasks make when they are run: register, loop variables, set_fact, add_host, include_vars, and files that an include may bring. */
export function namesMade(task: PlannedTask, playbookDir: string, files: NamesInFiles): readonly string[] {
  const { register, loopVar, indexVar, loop } = task.own;
  return [
    ...(register === undefined ? [] : [register]), ...(loop === undefined ? [] : [loopVar]), ...(indexVar === undefined ? [] : [indexVar]),
    ...(MAKING.includes(task.module.name) ? task.args.entries.map(({ key }) => isTemplate(key) ? ANYTHING : key) : []),
    ...(MAKING.includes(task.module.name) && task.variable !== undefined ? [ANYTHING] : []), ...factNames(task),
    ...(task.module.name === "include_vars" ? loadedNames(task, playbookDir, files) : []),
    ...(task.include?.open === true ? files.ofTasks(task.include.place.dir) : []),
  ];
}

const MAKING: readonly string[] = ["set_fact", "add_host"];

/** Facts that modules return under names without ansible_. */
function factNames({ module, args }: PlannedTask): readonly string[] {
  switch (module.name) {
    case "package_facts": return ["packages"];
    case "service_facts": return ["services"];
    case "getent": return [isTemplate(textAt(args, "database") ?? "") ? ANYTHING : `getent_${textAt(args, "database") ?? ""}`];
    default: return [];
  }
}

/** The names in the files that include_vars may load: the file it names, or all that lie where a template may lead to. */
function loadedNames(task: PlannedTask, playbookDir: string, files: NamesInFiles): readonly string[] {
  const name = textAt(task.args, "name");
  if (name !== undefined) return [name];
  const fixed = fixedPart(textAt(task.args, "file") ?? textAt(task.args, "dir") ?? "");
  const paths = sourceCandidates("vars", fixed, placeOfTask(task, playbookDir)).map((path) => resolve(path));
  const found = [...new Set(paths)].flatMap((path) => files.ofVars(path));
  return found.length === 0 ? [ANYTHING] : found;
}

/** A path as far as no template is in it: the folder of what it may lead to. */
function fixedPart(written: string): string {
  return isTemplate(written) ? dirname(`${written.slice(0, Math.max(0, written.search(/\{[{%]/)))}x`) : written;
}

/** The names in the files that entries of vars_files may lead to, whose own names only hosts can tell. */
export function namesInLateFiles(nodes: readonly Node[], playbookDir: string, files: NamesInFiles): readonly string[] {
  const names = nodes.flatMap((node) => node.kind === "list" ? node.items : [node]).flatMap((node) => node.kind === "scalar" ? [String(node.value)] : []);
  return names.flatMap((name) => [resolve(playbookDir, fixedPart(name)), join(playbookDir, "vars", fixedPart(name))]).flatMap((path) => files.ofVars(path));
}
