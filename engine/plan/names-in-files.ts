import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import { readYamlFile } from "#engine/load/yaml.js";
import { textAt } from "./nodes.js";

/** Names of variables in files that nobody names plainly: which of them counts only the run can tell. Each file and folder is read once. */
export class NamesInFiles {
  readonly #vars = new Map<string, readonly string[]>();
  readonly #tasks = new Map<string, readonly string[]>();

  /** Those that a file of variables holds, or any file of a folder; none where there is nothing. */
  ofVars(path: string): readonly string[] {
    return once(this.#vars, path, varsAt);
  }

  /** Those that the tasks of a folder's files register or set. */
  ofTasks(dir: string): readonly string[] {
    return once(this.#tasks, dir, tasksIn);
  }
}

function once(known: Map<string, readonly string[]>, path: string, read: (path: string) => readonly string[]): readonly string[] {
  const names = known.get(path) ?? (existsSync(path) ? read(path) : []);
  known.set(path, names);
  return names;
}

/** A folder of a playbook may hold anything: only its own files count, and what is no dictionary is passed over. */
function varsAt(path: string): readonly string[] {
  const files = statSync(path).isDirectory() ? readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name)).map((name) => join(path, name)) : [path];
  return files.filter((file) => statSync(file).isFile()).flatMap((file) => {
    const read = loadVarsFile(file);
    return read.ok ? read.value?.entries.map(({ key }) => key) ?? [] : [];
  });
}

function tasksIn(dir: string): readonly string[] {
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
