import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findRole } from "#engine/load/role.js";
import type { LintFile } from "./lint-file.js";
import { itemsAt, textAt } from "./nodes.js";

/** Files that a playbook brings along and that may define its variables, tasks and handlers: roles, variables beside it, vars_files, imports. */
export function references(file: LintFile, rolePaths: readonly string[]): readonly string[] {
  const dir = dirname(file.path);
  const roleFolders = namedRoles(file).flatMap((name) => {
    const found = findRole(name, [join(dir, "roles"), join(dir, "..", "roles"), ...(file.role === undefined ? [] : [dirname(file.role)]), ...rolePaths]);
    return found.ok ? [found.value] : [];
  });
  const near = file.kind === "playbook" ? ["group_vars", "host_vars"].map((name) => join(dir, name)) : [];
  return [...roleFolders.flatMap(roleFiles), ...near.flatMap(filesBelow), ...namedFiles(file, dir)];
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

function namedFiles(file: LintFile, dir: string): readonly string[] {
  const plays = file.kind === "playbook" && file.node?.kind === "list" ? file.node.items : [];
  const names = plays.flatMap((play) => play.kind !== "map" ? [] : [...itemsAt(play, "vars_files"), ...itemsAt(play, "import_playbook"), ...itemsAt(play, "ansible.builtin.import_playbook")])
    .flatMap((node) => node.kind === "list" ? node.items : [node]);
  const included = file.tasks.filter(({ name }) => /^(?:include|import)_tasks$|^include(?:_vars)?$/.test(name)).flatMap(({ action }) => {
    const value = action?.value;
    return value?.kind === "scalar" ? [value] : value?.kind === "map" ? itemsAt(value, "file") : [];
  });
  return [...names, ...included].flatMap((node) => node.kind === "scalar" && typeof node.value === "string" && !node.value.includes("{{") ? [join(dir, node.value)] : []).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
