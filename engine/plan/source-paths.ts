import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { PlannedRole, PlannedTask } from "./types.js";

/** The kinds of files that tasks name: each is looked for in a folder of its own first. */
export type SourceKind = "files" | "templates" | "vars";

/** For whom a file is looked for. */
export interface SourcePlace {
  readonly role: PlannedRole | undefined;
  /** The folder of the file in which the task stands. */
  readonly folder?: string | undefined;
  readonly playbookDir: string;
}

/** The place of a task of a play. */
export function placeOfTask(task: PlannedTask, playbookDir: string): SourcePlace {
  return { role: task.role, folder: dirname(resolve(task.place.file)), playbookDir };
}

/** The folders in which a task's files are looked for, in order: its role, the roles that called it, the task's own folder, the playbook's (Ansible: "Search paths in Ansible"). */
export function sourceFolders({ role, folder, playbookDir }: SourcePlace): readonly string[] {
  const roles = role === undefined ? [] : [role.path, ...role.parents.map(({ path }) => path)];
  return [...new Set([...roles, ...folder === undefined ? [] : [folder], playbookDir])];
}

/** Where a task's `src` is looked for, in order. */
export function sourceCandidates(kind: SourceKind, name: string, from: SourcePlace): readonly string[] {
  if (isAbsolute(name)) return [name];
  return sourceFolders(from).flatMap((root) => [join(root, kind, name), join(root, name)]);
}

/** The first candidate that exists. */
export function findSource(kind: SourceKind, name: string, from: SourcePlace): string | undefined {
  return sourceCandidates(kind, name, from).find((path) => existsSync(path));
}
