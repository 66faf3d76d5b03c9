import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isTemplate } from "#engine/language/playbook-string.js";
import { findRole } from "#engine/load/role.js";
import { wordsBehind } from "#engine/plan/tasks-file.js";
import type { LintTask } from "../lint-file.js";
import { itemsAt, textAt, valueAt } from "../nodes.js";
import type { Project } from "../project.js";
import type { Remark, Rule } from "../rule.js";

/** Roles that a role depends on and that are not there. */
export const missingDependency: Rule = {
  id: "missing-dependency", planned: true, severity: "error", summary: "meta/main.yml names a role that is not there",
  file({ kind, node, role }) {
    if (kind !== "meta" || node?.kind !== "map" || role === undefined) return [];
    return itemsAt(node, "dependencies").flatMap((entry): readonly Remark[] => {
      const name = entry.kind === "scalar" ? String(entry.value) : entry.kind === "map" ? textAt(entry, "role") ?? textAt(entry, "name") : undefined;
      if (name === undefined || isTemplate(name)) return [];
      const found = findRole(name, [dirname(role), join(dirname(role), "..", "..", "roles"), "roles"], entry.place);
      return found.ok ? [] : [{ message: `the role depends on "${name}", which is not there`, place: entry.place, hint: `Put it beside this role, into ${dirname(role).split("/").at(-1) ?? "roles"}/` }];
    });
  },
};

/** Roles that a playbook or a task names and that are not there. */
export const unknownRole: Rule = {
  id: "unknown-role", planned: true, severity: "error", summary: "A playbook names a role that is not there",
  file({ kind, node, path, role, tasks }) {
    const plays = kind === "playbook" && node?.kind === "list" ? node.items : [];
    const entries = [...plays.flatMap((play) => play.kind === "map" ? itemsAt(play, "roles") : []), ...tasks.filter(({ name }) => name === "include_role" || name === "import_role").flatMap(({ args }) => args ?? [])];
    const folders = [...(role === undefined ? [] : [dirname(role)]), join(dirname(path), "roles"), join(dirname(path), "..", "roles"), "roles", ...besideTested(path)];
    return entries.flatMap((entry): readonly Remark[] => {
      const named = entry.kind === "map" ? valueAt(entry, "role") ?? valueAt(entry, "name") : entry;
      if (named?.kind !== "scalar" || typeof named.value !== "string" || isTemplate(named.value) || /^\w+\.\w+\.\w+$/.test(named.value)) return [];
      const found = findRole(named.value, folders, named.place);
      return found.ok ? [] : [{ message: found.error.message, place: named.place, hint: found.error.hint }];
    });
  },
};

/** Playbooks that try a role out lie in its own folder (`molecule/default/converge.yml`, `tests/test.yml`), and name it by that folder. */
function besideTested(path: string): readonly string[] {
  const folder = /^(.*)\/[^/]+\/(?:molecule|tests?)\//.exec(path)?.[1];
  return folder === undefined ? [] : [folder];
}

/** Files of tasks, variables, templates that are named and not there. */
export const missingFile: Rule = {
  id: "missing-file", planned: true, severity: "error", summary: "A task names a file that is not there",
  task(task, project) {
    const wanted = wantedFile(task);
    if (wanted === undefined || isTemplate(wanted.name) || wanted.name === "") return [];
    const candidates = candidatesOf(wanted, task, project);
    if (candidates.length === 0 || candidates.some((path) => existsSync(path))) return [];
    return [{ message: `there is no file "${wanted.name}" for ${task.name}`, place: wanted.place, hint: wordsBehind(wanted.name) ?? `Looked in ${[...new Set(candidates.map(dirname))].slice(0, 4).join(", ")}` }];
  },
};

interface Wanted {
  readonly folder: "tasks" | "vars" | "templates" | "files";
  readonly name: string;
  readonly place: NonNullable<Remark["place"]>;
}

const FOLDERS: Readonly<Record<string, Wanted["folder"]>> = { include_tasks: "tasks", import_tasks: "tasks", include: "tasks", include_vars: "vars", template: "templates", copy: "files" };

function wantedFile({ name, action, args }: LintTask): Wanted | undefined {
  const folder = FOLDERS[name];
  if (folder === undefined || valueAt(args, "remote_src") !== undefined) return undefined;
  const node = valueAt(args, folder === "tasks" || folder === "vars" ? "file" : "src") ?? action?.value;
  return node?.kind === "scalar" && typeof node.value === "string" ? { folder, name: fileIn(node.value), place: node.place } : undefined;
}

/** `file=a.yml name=x`, or the name alone. */
function fileIn(text: string): string {
  return /(?:^|\s)(?:file|src)=(\S+)/.exec(text)?.[1] ?? text;
}

/** Beside the task's own file, in the role's folders, and beside every playbook (Ansible: "Understanding the playbook's search path"). */
function candidatesOf({ folder, name }: Wanted, task: LintTask, project: Project): readonly string[] {
  const own = project.once(filesByName).get(task.file);
  if (own === undefined || name.startsWith("/")) return name.startsWith("/") ? [name] : [];
  const playbooks = project.once(playbookFolders);
  // A file of tasks by itself may be included from anywhere.
  if (own.kind !== "playbook" && own.role === undefined && playbooks.length === 0 && folder !== "tasks") return [];
  const roots = [...(own.role === undefined ? [] : [own.role]), dirname(own.path), join(dirname(own.path), ".."), ...playbooks];
  return roots.flatMap((root) => [join(root, folder, name), join(root, name)]);
}

function filesByName({ files }: Project): ReadonlyMap<string, Project["files"][number]> {
  return new Map(files.map((file) => [file.shown, file]));
}

function playbookFolders({ files }: Project): readonly string[] {
  return [...new Set(files.filter(({ kind }) => kind === "playbook").map(({ path }) => dirname(path)))];
}
