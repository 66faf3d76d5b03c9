import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Control, LocalFile, SourceFile, SourceOptions } from "#engine/module/contract.js";
import type { PlannedPlay, PlannedTask } from "#engine/plan/types.js";
import { isVaultedFile, readSource } from "#engine/plan/source-content.js";
import { findSource, placeOfTask, sourceCandidates, type SourceKind } from "#engine/plan/source-paths.js";
import type { FileDigests } from "./file-digests.js";
import { renderFile } from "./render-file.js";
import type { TaskScope } from "./task-scope.js";

/** How files of the control machine are hashed, and how lookups in templates are asked. */
export interface ControlWays {
  readonly digests: FileDigests;
  readonly rendering: <T>(render: () => Result<T, Problem>) => Result<T, Problem> | Promise<Result<T, Problem>>;
}

/** What a task may use of the control machine. */
export function controlFor(play: PlannedPlay, task: PlannedTask, scope: TaskScope, { digests, rendering }: ControlWays): Control {
  const from = placeOfTask(task, play.playbookDir);
  const find = (kind: SourceKind, name: string): Result<string, Problem> => {
    const path = findSource(kind, name, from);
    return path === undefined ? err(notFound(kind, name, { task, candidates: sourceCandidates(kind, name, from) })) : ok(path);
  };
  return {
    source: (name, options) => readable(find("files", name), task, (path) => sourceFile(path, basename(path), { digests, ...options })),
    sourceTree: (name, options) => readable(find("files", name), task, (path) => treeOf(path, { digests, ...options })),
    template: (name, vars, options) => {
      const path = find("templates", name);
      const seen = vars === undefined ? scope : scope.with(new Map(Object.entries(vars)), "template");
      return Promise.resolve(path.ok ? rendering(() => renderFile({ ...from, ...options, name, path: path.value }, seen, task)) : path);
    },
    localPath: (name) => resolve(play.playbookDir, name.replace(/^~(?=\/|$)/, homedir())),
    localFile: (path) => lookHere(path, digests),
    inventoryHostname: nameOf(scope),
  };
}

function nameOf(scope: TaskScope): string {
  const name = scope.get("inventory_hostname");
  return name?.ok === true && typeof name.value === "string" ? name.value : "";
}

async function lookHere(path: string, digests: FileDigests): Promise<LocalFile> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { kind: "absent" };
  if (stats.isDirectory()) return { kind: "directory" };
  return stats.isFile() ? { kind: "file", size: stats.size, sha256: await digests.of(path, stats) } : { kind: "other" };
}

interface Search {
  readonly task: PlannedTask;
  readonly candidates: readonly string[];
}

function notFound(kind: SourceKind, name: string, { task, candidates }: Search): Problem {
  return { reason: "bad-input", diagnostics: [problemAt("source-not-found", `there is no file "${name}" among ${kind}`, { place: task.place, hint: `Looked for ${candidates.join(", ")}` })] };
}

async function readable<T>(path: Result<string, Problem>, task: PlannedTask, read: (path: string) => Promise<Result<T, Diagnostic>>): Promise<Result<T, Problem>> {
  if (!path.ok) return path;
  try {
    const done = await read(path.value);
    return done.ok ? done : err({ reason: "bad-input", diagnostics: [done.error] });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ reason: "bad-input", diagnostics: [problemAt("source-unreadable", `cannot read ${path.value}: ${why}`, { place: task.place })] });
  }
}

interface Reading extends SourceOptions {
  readonly digests: FileDigests;
}

async function sourceFile(path: string, name: string, { digests, decrypt = true }: Reading): Promise<Result<SourceFile, Diagnostic>> {
  const stats = statSync(path);
  if (!stats.isFile()) throw new Error(stats.isDirectory() ? "it is a folder" : "it is not a regular file"); // reading a pipe or a device might never end
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, "0");
  if (decrypt && isVaultedFile(path)) return encryptedFile(path, { relative: name, mode });
  return ok({ path, relative: name, size: stats.size, mode, sha256: await digests.of(path, stats), read: () => readFile(path) });
}

/** What is in an encrypted file. It is kept in memory: nothing of it is written on this machine. */
function encryptedFile(path: string, about: Pick<SourceFile, "relative" | "mode">): Result<SourceFile, Diagnostic> {
  const opened = readSource(path);
  if (!opened.ok) return opened;
  const { bytes } = opened.value;
  return ok({ ...about, path, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), secret: true, read: () => Promise.resolve(bytes) });
}

async function treeOf(root: string, reading: Reading): Promise<Result<readonly SourceFile[], Diagnostic>> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = await sourceFile(path, relative(root, path), reading); // one after the other: the number of open files is limited
    if (!file.ok) return file;
    files.push(file.value);
  }
  return ok(files);
}
