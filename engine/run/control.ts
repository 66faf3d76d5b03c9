import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Control, SourceFile } from "#engine/module/contract.js";
import type { PlannedPlay, PlannedTask } from "#engine/plan/types.js";
import { findSource, sourceCandidates, type SourceKind } from "#engine/plan/source-paths.js";
import { renderFile } from "./render-file.js";
import type { TaskScope } from "./task-scope.js";

/** What a task may use of the control machine. */
export function controlFor(play: PlannedPlay, task: PlannedTask, scope: TaskScope): Control {
  const from = { role: task.role, playbookDir: play.playbookDir };
  const find = (kind: SourceKind, name: string): Result<string, Problem> => {
    const path = findSource(kind, name, from);
    return path === undefined ? err(notFound(kind, name, { task, candidates: sourceCandidates(kind, name, from) })) : ok(path);
  };
  return {
    source: (name) => Promise.resolve(readable(find("files", name), task, (path) => hashed(path, basename(path)))),
    sourceTree: (name) => Promise.resolve(readable(find("files", name), task, (path) => treeOf(path))),
    template: async (name, vars) => {
      const path = find("templates", name);
      return path.ok ? renderFile(path.value, vars === undefined ? scope : scope.with(new Map(Object.entries(vars))), task) : path;
    },
    localPath: (name) => resolve(play.playbookDir, name),
  };
}

interface Search {
  readonly task: PlannedTask;
  readonly candidates: readonly string[];
}

function notFound(kind: SourceKind, name: string, { task, candidates }: Search): Problem {
  return { reason: "bad-input", diagnostics: [problemAt("source-not-found", `there is no file "${name}" among ${kind}`, { place: task.place, hint: `Looked for ${candidates.join(", ")}` })] };
}

function readable<T>(path: Result<string, Problem>, task: PlannedTask, read: (path: string) => T): Result<T, Problem> {
  if (!path.ok) return path;
  try {
    return ok(read(path.value));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ reason: "bad-input", diagnostics: [problemAt("source-unreadable", `cannot read ${path.value}: ${why}`, { place: task.place })] });
  }
}

function hashed(path: string, name: string): SourceFile {
  const { size, mode } = statSync(path);
  return {
    path, relative: name, size, mode: (mode & 0o7777).toString(8).padStart(4, "0"),
    sha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
    read: () => readFile(path),
  };
}

function treeOf(root: string): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()
    .map((path) => hashed(path, relative(root, path)));
}
