import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { PlannedRole } from "./types.js";

/** The kinds of files that tasks name: each is looked for in a folder of its own first. */
export type SourceKind = "files" | "templates";

/** Where a task's `src` is looked for, in order (Ansible: "Understanding the playbook's search path"). */
export function sourceCandidates(kind: SourceKind, name: string, from: { readonly role: PlannedRole | undefined; readonly playbookDir: string }): readonly string[] {
  if (isAbsolute(name)) return [name];
  const roots = from.role === undefined ? [from.playbookDir] : [from.role.path, from.playbookDir];
  return roots.flatMap((root) => [join(root, kind, name), join(root, name)]);
}

/** The first candidate that exists. */
export function findSource(kind: SourceKind, name: string, from: { readonly role: PlannedRole | undefined; readonly playbookDir: string }): string | undefined {
  return sourceCandidates(kind, name, from).find((path) => existsSync(path));
}
