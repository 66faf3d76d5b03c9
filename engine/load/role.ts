import { existsSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type ListNode, type MapNode, type Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { shownPath } from "./read-text.js";
import { openedStructure, openedTasks } from "./vault/sealed-nodes.js";
import { loadVarsFile } from "./vars-file.js";
import { readYamlFile } from "./yaml.js";

/** What a role's folder holds. */
export interface RoleFiles {
  readonly dir: string;
  readonly tasks: readonly Node[];
  readonly handlers: readonly Node[];
  /** defaults/main.yml and vars/main.yml; undefined when there are none. */
  readonly defaults: MapNode | undefined;
  readonly vars: MapNode | undefined;
  /** meta/main.yml as a whole, and the roles it depends on. */
  readonly meta: MapNode | undefined;
  /** `argument_specs` of meta/argument_specs.yml or meta/main.yml: entry point -> spec. */
  readonly argumentSpecs: MapNode | undefined;
  readonly dependencies: readonly Node[];
  /** Folders that are there. */
  readonly templatesDir: string | undefined;
  readonly filesDir: string | undefined;
}

/** Names of files that stand in for main.yml (`tasks_from` ...). */
export type RoleFrom = Partial<Readonly<Record<"tasks" | "vars" | "defaults" | "handlers", string>>>;

/** The folder of a role: a path as it is, a name looked up in the search paths in order. */
export function findRole(name: string, searchPaths: readonly string[], place?: Place): Result<string, Diagnostic> {
  if (isAbsolute(name) || name.startsWith("./") || name.startsWith("../")) {
    const dir = resolve(searchPaths[0] ?? ".", name);
    return isFolder(dir) ? ok(dir) : err(problemAt("unknown-role", `there is no role in ${shownPath(dir)}`, { place, hint: "A role is a folder with tasks/main.yml in it" }));
  }
  const dir = searchPaths.map((path) => join(path, name)).find(isFolder);
  return dir === undefined ? err(unknownRole(name, searchPaths, place)) : ok(dir);
}

function unknownRole(name: string, searchPaths: readonly string[], place: Place | undefined): Diagnostic {
  const known = searchPaths.flatMap(foldersIn);
  const looked = searchPaths.map(shownPath).join(", ");
  return problemAt("unknown-role", `there is no role "${name}"`, { place, hint: didYouMean(name, known) ?? (looked === "" ? undefined : `Roles are looked for in ${looked}`) });
}

/** Reads a role: main.yml (or main.yaml) of tasks, handlers, defaults, vars and meta. A folder without any of its parts is no role. */
export function loadRole(dir: string, from: RoleFrom = {}): Result<RoleFiles, readonly Diagnostic[]> {
  if (!PARTS.some((part) => isFolder(join(dir, part)))) return err([notARole(dir)]);
  const lacking = Object.entries(from).filter(([part, name]) => roleFile(dir, part as keyof RoleFrom, name) === undefined);
  if (lacking.length > 0) return err(lacking.map(([part, name]) => noSuchPart(dir, part, name)));
  const meta = loadMeta(dir);
  const read = together({
    tasks: loadList(dir, "tasks", from.tasks), handlers: loadList(dir, "handlers", from.handlers),
    defaults: loadVars(dir, "defaults", from.defaults), vars: loadVars(dir, "vars", from.vars),
    meta, specs: loadMeta(dir, "argument_specs"), dependencies: meta.ok ? dependenciesOf(meta.value) : ok([]),
  });
  if (!read.ok) return read;
  const { specs, ...files } = read.value;
  return ok({
    ...files, dir, argumentSpecs: specsIn(specs) ?? specsIn(files.meta),
    templatesDir: folder(join(dir, "templates")), filesDir: folder(join(dir, "files")),
  });
}

type Loaded<T> = Result<T, readonly Diagnostic[]>;

/** All parts, or all that is wrong with any of them. */
function together<P extends Readonly<Record<string, Loaded<unknown>>>>(parts: P): Loaded<{ readonly [K in keyof P]: P[K] extends Loaded<infer T> ? T : never }> {
  const problems = Object.values(parts).flatMap((part) => part.ok ? [] : part.error);
  if (problems.length > 0) return err(problems);
  return ok(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.ok ? part.value : undefined])) as { readonly [K in keyof P]: P[K] extends Loaded<infer T> ? T : never });
}

const PARTS = ["tasks", "handlers", "defaults", "vars", "meta", "templates", "files"] as const;

/** Reads a file of tasks or handlers: a list, undefined when the file is empty. Those of an encrypted file are `no_log`. `from`: where the user named it. */
export function loadTasksFile(path: string, from?: Place): Result<ListNode | undefined, readonly Diagnostic[]> {
  const read = readYamlFile(path, from);
  if (!read.ok) return read;
  const tasks = openedTasks(read.value);
  if (tasks === undefined || tasks.kind === "list") return ok(tasks);
  return err([problemAt("wrong-type", `${shownPath(path)} must hold a list of tasks`, { place: tasks.place, hint: "Begin each task with `- `" })]);
}

/** The file of a part of a role, such as ("tasks", "main") or ("vars", "debian.yml"); undefined when there is none. */
export function roleFile(dir: string, part: (typeof PARTS)[number], name: string): string | undefined {
  const base = join(dir, part, name);
  return [base, `${base}.yml`, `${base}.yaml`].find(isFile);
}

function specsIn(map: MapNode | undefined): MapNode | undefined {
  const node = map === undefined ? undefined : entryOf(map, "argument_specs")?.value;
  return node?.kind === "map" ? node : undefined;
}

function noSuchPart(dir: string, part: string, name: string): Diagnostic {
  const known = isFolder(join(dir, part)) ? readdirSync(join(dir, part)) : [];
  return problemAt("source-not-found", `the role ${shownPath(dir)} has no ${part}/${name}`, { hint: didYouMean(name, known) ?? (known.length === 0 ? `There is no folder ${part}` : `There are: ${known.sort().join(", ")}`) });
}

function loadList(dir: string, part: "tasks" | "handlers", name = "main"): Result<readonly Node[], readonly Diagnostic[]> {
  const path = roleFile(dir, part, name);
  if (path === undefined) return ok([]);
  const list = loadTasksFile(path);
  return list.ok ? ok(list.value?.items ?? []) : list;
}

/** Variables of a role: main.yml, or all files of a folder main/, later names over earlier ones. */
function loadVars(dir: string, part: "defaults" | "vars" | "meta", name = "main"): Result<MapNode | undefined, readonly Diagnostic[]> {
  const path = roleFile(dir, part, name) ?? folder(join(dir, part, name));
  return path === undefined ? ok(undefined) : loadVarsFile(path);
}

/** Not variables: what an encrypted one says of the role has to be read. */
function loadMeta(dir: string, name = "main"): Result<MapNode | undefined, readonly Diagnostic[]> {
  const meta = loadVars(dir, "meta", name);
  return meta.ok && meta.value !== undefined ? ok(openedStructure(meta.value)) : meta;
}

function dependenciesOf(meta: MapNode | undefined): Result<readonly Node[], readonly Diagnostic[]> {
  const node = meta === undefined ? undefined : entryOf(meta, "dependencies")?.value;
  if (node === undefined || (node.kind === "scalar" && node.value === null)) return ok([]);
  if (node.kind === "list") return ok(node.items);
  return err([problemAt("wrong-type", "dependencies must be a list of roles", { place: node.place, hint: "Write `dependencies: [common]`" })]);
}

function notARole(dir: string): Diagnostic {
  return problemAt("empty-role", `${shownPath(dir)} holds nothing of a role`, { hint: `A role has at least one of these folders: ${PARTS.join(", ")}` });
}

function foldersIn(path: string): string[] {
  if (!isFolder(path)) return [];
  return readdirSync(path, { withFileTypes: true }).filter((entry) => isFolder(join(path, entry.name))).map((entry) => entry.name);
}

function folder(path: string): string | undefined {
  return isFolder(path) ? path : undefined;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
