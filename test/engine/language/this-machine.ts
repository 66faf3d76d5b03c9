import { lstatSync, realpathSync, statSync, type Stats } from "node:fs";
import { ok } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";

/** The lookups with which the language asks this machine about its paths and its environment. */
export const thisMachine: Pick<Scope, "lookup"> = {
  lookup: (plugin, [term = ""]) => {
    const path = typeof term === "string" ? term : "";
    if (plugin === "env") return ok([process.env[path] ?? ""]);
    if (plugin === "fileglob") return ok([]);
    return plugin === "path_stat" ? ok([facts(path)]) : undefined;
  },
};

function facts(path: string): Value {
  const found = attempt(() => statSync(path));
  const itself = attempt(() => lstatSync(path));
  return {
    exists: found !== undefined, isreg: found?.isFile() === true, isdir: found?.isDirectory() === true, islnk: itself?.isSymbolicLink() === true, lnk_exists: itself !== undefined,
    ismount: path === "/", id: `${found?.dev ?? ""}:${found?.ino ?? ""}`, realpath: attempt(() => realpathSync(path)) ?? null,
  };
}

function attempt<T extends Stats | string>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
