import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { readYamlFile } from "#engine/load/yaml.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import { isTemplate } from "#engine/language/template.js";
import { textAt } from "./nodes.js";
import type { PlannedTask } from "./types.js";

/** Among the names: nobody can tell which there will be, so that none can be called undefined. */
export const ANYTHING = "*";

/** Variables that tasks make when they are run: register, loop variables, set_fact, add_host, include_vars, and files that an include may bring. */
export function namesMade(task: PlannedTask, playbookDir: string): readonly string[] {
  const { register, loopVar, indexVar, loop } = task.own;
  return [
    ...(register === undefined ? [] : [register]), ...(loop === undefined ? [] : [loopVar]), ...(indexVar === undefined ? [] : [indexVar]),
    ...(MAKING.includes(task.module.name) ? task.args.entries.map(({ key }) => isTemplate(key) ? ANYTHING : key) : []),
    ...factNames(task),
    ...(task.module.name === "include_vars" ? loadedNames(task, playbookDir) : []),
    ...(task.include?.open === true ? namesInFolder(task.include.place.dir) : []),
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
function loadedNames({ args, role, place }: PlannedTask, playbookDir: string): readonly string[] {
  const name = textAt(args, "name");
  if (name !== undefined) return [name];
  const fixed = fixedPart(textAt(args, "file") ?? textAt(args, "dir") ?? "");
  const here = dirname(resolve(place.file));
  const roots = [...(role === undefined ? [] : [join(role.path, "vars"), role.path]), join(here, "vars"), here, join(playbookDir, "vars"), playbookDir];
  const found = [...new Set(roots.map((root) => resolve(root, fixed)))].filter(isReadable).flatMap(namesIn);
  return found.length === 0 ? [ANYTHING] : found;
}

/** A path as far as no template is in it: the folder of what it may lead to. */
function fixedPart(written: string): string {
  return isTemplate(written) ? dirname(`${written.slice(0, Math.max(0, written.search(/\{[{%]/)))}x`) : written;
}

/** The names in the files that entries of vars_files may lead to, whose own names only hosts can tell. */
export function namesInLateFiles(nodes: readonly Node[], playbookDir: string): readonly string[] {
  const names = nodes.flatMap((node) => node.kind === "list" ? node.items : [node]).flatMap((node) => node.kind === "scalar" ? [String(node.value)] : []);
  return names.flatMap((name) => [resolve(playbookDir, fixedPart(name)), join(playbookDir, "vars", fixedPart(name))]).filter(isReadable).flatMap(namesIn);
}

function isReadable(path: string): boolean {
  return existsSync(path);
}

/** A folder of a playbook may hold anything: only its own files count, and what is no dictionary is passed over. */
function namesIn(path: string): readonly string[] {
  const files = statSync(path).isDirectory() ? readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name)).map((name) => join(path, name)) : [path];
  return files.filter((file) => statSync(file).isFile()).flatMap((file) => {
    const read = loadVarsFile(file);
    return read.ok ? read.value?.entries.map(({ key }) => key) ?? [] : [];
  });
}

/** Names that the tasks of a folder's files register or set: any of the files may be included. */
function namesInFolder(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir).filter((name) => /\.ya?ml$/.test(name)).flatMap((name) => {
    const read = readYamlFile(join(dir, name));
    return read.ok && read.value !== undefined ? namesOfTasks(read.value) : [];
  });
}

function namesOfTasks(node: Node): readonly string[] {
  if (node.kind === "list") return node.items.flatMap(namesOfTasks);
  if (node.kind !== "map") return [];
  const register = textAt(node, "register");
  return [...(register === undefined ? [] : [register]), ...factsOf(node), ...node.entries.flatMap(({ key, value }) => BLOCKS.includes(key) ? namesOfTasks(value) : [])];
}

const BLOCKS: readonly string[] = ["block", "rescue", "always"];

function factsOf(map: MapNode): readonly string[] {
  const facts = (entryOf(map, "set_fact") ?? entryOf(map, "ansible.builtin.set_fact"))?.value;
  return facts?.kind === "map" ? facts.entries.map(({ key }) => key) : [];
}
