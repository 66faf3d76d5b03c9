import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import picomatch from "picomatch";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { shownPath } from "#engine/load/read-text.js";

/** Folders that hold no playbooks of the user's own. */
const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", "dist", "venv", "__pycache__", "files"]);

/** The files below the paths that lint may have something to say about, each once; a path that is not there is an error. */
export function findFiles(paths: readonly string[], globs: readonly string[]): Result<readonly string[], readonly Diagnostic[]> {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) return err(missing.map((path) => problemAt("unknown-path", `${shownPath(resolve(path))} does not exist`, { hint: "Name files or folders; the working folder is taken when none is named" })));
  const passedOver = excluded(globs);
  return ok([...new Set(paths.flatMap((path) => filesIn(resolve(path), (each) => !passedOver(each))))].sort());
}

/** Whether a path matches one of the globs, as the path is shown. */
export function excluded(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const matches = picomatch([...globs], { dot: true });
  return (path) => matches(shownPath(path));
}

function filesIn(path: string, keep: (path: string) => boolean): readonly string[] {
  if (!keep(path)) return [];
  return statSync(path).isDirectory() ? below(path, keep) : [path];
}

function below(dir: string, keep: (path: string) => boolean): readonly string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry): readonly string[] => {
    const path = join(dir, entry.name);
    if (entry.name.startsWith(".") || !keep(path)) return [];
    if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : below(path, keep);
    return entry.isFile() && isCandidate(path) ? [path] : [];
  });
}

/** YAML, templates, and what an inventory without an ending may be called. */
function isCandidate(path: string): boolean {
  const name = basename(path);
  if (/\.(?:ya?ml|j2|mustache|ini)$/.test(name)) return true;
  return !name.includes(".") && (/^(?:hosts|inventory)/.test(name) || /\/(?:group_vars|host_vars)\//.test(path));
}
