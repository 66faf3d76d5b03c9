import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, normalize } from "node:path";
import { sourceFolders } from "#engine/plan/source-paths.js";
import type { LookupPlace } from "./place.js";

/** Every path a name may stand for, the nearest first; `kind` is the folder for such files, such as `files` or `templates`. */
export function candidates(kind: string, name: string, place: LookupPlace): readonly string[] {
  if (name.startsWith("~/")) return [join(homedir(), name.slice(2))];
  if (isAbsolute(name)) return [normalize(name)];
  const own = name.split("/")[0] === kind ? [] : [kind];
  return [...new Set(sourceFolders(place).flatMap((folder) => [...own.map((sub) => join(folder, sub, name)), join(folder, name)]))];
}

/** The first of them that exists. */
export function findFile(kind: string, name: string, place: LookupPlace): string | undefined {
  return candidates(kind, name, place).find((path) => existsSync(path));
}
