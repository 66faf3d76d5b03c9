import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Node } from "#engine/core/node.js";
import { findRole } from "#engine/load/role.js";
import type { LintFile, LintTask } from "./lint-file.js";
import { itemsAt, textAt } from "./nodes.js";

/** A file that another one names. */
export interface Reference {
  readonly path: string;
  /** What it is then, whatever its place says; undefined where its place and content tell. */
  readonly as: "vars" | "tasks" | "playbook" | undefined;
}

/** Files that a playbook brings along and that may define its variables, tasks and handlers: roles, variables beside it, vars_files, imports. */
export function references(file: LintFile, rolePaths: readonly string[]): readonly Reference[] {
  const dir = dirname(file.path);
  const roleFolders = namedRoles(file).flatMap((name) => {
    const found = findRole(name, [join(dir, "roles"), join(dir, "..", "roles"), ...(file.role === undefined ? [] : [dirname(file.role)]), ...rolePaths]);
    return found.ok ? [found.value] : [];
  });
  const near = file.kind === "playbook" ? ["group_vars", "host_vars"].map((name) => join(dir, name)) : [];
  return [...[...roleFolders.flatMap(roleFiles), ...near.flatMap(filesBelow)].map((path) => ({ path, as: undefined })), ...namedFiles(file, dir)];
}

function namedRoles(file: LintFile): readonly string[] {
  const plays = file.kind === "playbook" && file.node?.kind === "list" ? file.node.items : [];
  const listed = [...plays.flatMap((play) => play.kind === "map" ? itemsAt(play, "roles") : []), ...(file.kind === "meta" && file.node?.kind === "map" ? itemsAt(file.node, "dependencies") : [])];
  const names = listed.map((entry) => entry.kind === "map" ? textAt(entry, "role") ?? textAt(entry, "name") : entry.kind === "scalar" ? String(entry.value) : undefined);
  const included = file.tasks.filter(({ name }) => name === "include_role" || name === "import_role").map(({ action, args }) => textAt(args ?? (action?.value.kind === "map" ? action.value : undefined), "name"));
  return [...names, ...included].filter((name) => name !== undefined).filter((name) => !name.includes("{{"));
}

function roleFiles(role: string): readonly string[] {
  return ["tasks", "handlers", "defaults", "vars", "meta", "templates"].flatMap((part) => filesBelow(join(role, part)));
}

function filesBelow(dir: string): readonly string[] {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) return [];
  return readdirSync(dir, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && !basename(entry.name).startsWith(".")).map((entry) => join(entry.parentPath, entry.name)).filter((path) => /\.(?:ya?ml|j2|mustache)$|\/[^./]+$/.test(path));
}

function namedFiles(file: LintFile, dir: string): readonly Reference[] {
  const plays = file.kind === "playbook" && file.node?.kind === "list" ? file.node.items : [];
  const ofPlays = plays.flatMap((play) => play.kind !== "map" ? [] : [
    ...found(itemsAt(play, "vars_files").flatMap((node) => node.kind === "list" ? node.items : [node]), [dir], "vars"),
    ...found([...itemsAt(play, "import_playbook"), ...itemsAt(play, "ansible.builtin.import_playbook")], [dir], "playbook"),
  ]);
  const ofTasks = file.tasks.flatMap((task) => {
    if (/^(?:include|import)_tasks$|^include$/.test(task.name)) return found(fileNodes(task), [dir], "tasks");
    return task.name === "include_vars" ? found(fileNodes(task), [join(dir, "vars"), dir, ...(file.role === undefined ? [] : [join(file.role, "vars")])], "vars") : [];
  });
  return [...ofPlays, ...ofTasks];
}

function fileNodes({ action, args }: LintTask): readonly Node[] {
  const named = itemsAt(args, "file");
  return named.length > 0 || action === undefined ? named : [action.value];
}

/** Those that are named plainly and are there. */
function found(nodes: readonly Node[], folders: readonly string[], as: Reference["as"]): readonly Reference[] {
  return nodes.flatMap((node) => {
    const name = node.kind === "scalar" && typeof node.value === "string" ? /(?:^|\s)file=(\S+)/.exec(node.value)?.[1] ?? node.value : "{{";
    const path = name.includes("{{") ? undefined : folders.map((folder) => resolve(folder, name)).find((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
    return path === undefined ? [] : [{ path, as }];
  });
}
