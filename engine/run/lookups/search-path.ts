import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, normalize } from "node:path";
import type { LookupPlace } from "./place.js";

/** The folders in which a task's files are looked for: its role, the roles that called it, its own folder, the playbook's (Ansible: "Search paths in Ansible"). */
export function searchFolders({ role, folder, playbookDir }: LookupPlace): readonly string[] {
  const roles = role === undefined ? [] : [role.path, ...role.parents.map((name) => join(dirname(role.path), name))];
  return [...new Set([...roles, ...(folder === undefined ? [] : [folder]), playbookDir])];
}

/** Every path a name may stand for, the nearest first; `kind` is the folder for such files, such as `files` or `templates`. */
export function candidates(kind: string, name: string, place: LookupPlace): readonly string[] {
  if (name.startsWith("~/")) return [join(homedir(), name.slice(2))];
  if (isAbsolute(name)) return [normalize(name)];
  const own = name.split("/")[0] === kind ? [] : [kind];
  return [...new Set(searchFolders(place).flatMap((folder) => [...own.map((sub) => join(folder, sub, name)), join(folder, name)]))];
}

/** The first of them that exists. */
export function findFile(kind: string, name: string, place: LookupPlace): string | undefined {
  return candidates(kind, name, place).find((path) => existsSync(path));
}
