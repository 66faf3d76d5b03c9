import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ok } from "#engine/core/result.js";
import type { ValueMap } from "#engine/core/value.js";
import { defineByTerm } from "./define-lookup.js";

/** What the tests `is file`, `is exists` and their like ask of the control machine; users cannot call it. Relative paths start where tsplay was started. */
export const pathStat = defineByTerm({}, (term) => ok([statOf(resolve(term))]));

function statOf(path: string): ValueMap {
  const stats = statSync(path, { throwIfNoEntry: false });
  const link = lstatSync(path, { throwIfNoEntry: false });
  const above = statSync(dirname(path), { throwIfNoEntry: false });
  return {
    exists: stats !== undefined, isreg: stats?.isFile() === true, isdir: stats?.isDirectory() === true,
    islnk: link?.isSymbolicLink() === true, lnk_exists: link !== undefined,
    ismount: stats !== undefined && link?.isSymbolicLink() !== true && (stats.dev !== above?.dev || stats.ino === above.ino),
    realpath: realPath(path), id: stats === undefined ? "" : `${stats.dev}:${stats.ino}`,
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // Python's realpath keeps what is not there
  }
}
