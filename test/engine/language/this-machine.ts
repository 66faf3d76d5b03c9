import { lstatSync, realpathSync, statSync, type Stats } from "node:fs";
import { dirname } from "node:path";
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
  const above = attempt(() => statSync(dirname(path)));
  return {
    exists: found !== undefined, isreg: found?.isFile() ?? false, isdir: found?.isDirectory() ?? false, islnk: itself?.isSymbolicLink() ?? false, lnk_exists: itself !== undefined,
    ismount: found !== undefined && (found.dev !== above?.dev || path === "/"), id: found === undefined ? null : `${found.dev}:${found.ino}`, realpath: attempt(() => realpathSync(path)) ?? null,
  };
}

function attempt<T extends Stats | string>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
