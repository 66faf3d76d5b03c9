import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";

/** How a file is replaced. */
export interface Replacing {
  /** The mode of a file that was not there before. */
  readonly mode: number;
  /** What was there is plain text that should not stay behind on the disk. */
  readonly overwrite?: boolean;
}

/** Puts new content in place of a file at one stroke: readers see the old or the new. Mode and owner stay as they were; links are followed. */
export function replaceFile(name: string, content: Uint8Array, { mode, overwrite = false }: Replacing): Result<undefined, Diagnostic> {
  try {
    const before = statSync(name, { throwIfNoEntry: false });
    if (before === undefined) swap(name, content, { mode });
    else swapOld(realpathSync(name), content, { before, overwrite });
    return ok(undefined);
  } catch (error) {
    return err(problemAt("cannot-write", `cannot write ${name}: ${error instanceof Error ? error.message : String(error)}`, { hint: "The file is as it was" }));
  }
}

/** Other names of the file (hard links) would lose their content if it were overwritten. */
function swapOld(path: string, content: Uint8Array, { before, overwrite }: { before: Stats; overwrite: boolean }): void {
  const old = overwrite && before.nlink === 1 ? openSync(path, "r+") : undefined;
  swap(path, content, before);
  if (old !== undefined) overwriteOpen(old, before.size);
}

type Like = Pick<Stats, "mode"> & Partial<Pick<Stats, "uid" | "gid">>;

function swap(path: string, content: Uint8Array, like: Like): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  try {
    writeNew(beside, content, like);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeNew(path: string, content: Uint8Array, like: Like): void {
  const file = openSync(path, "wx", 0o600);
  try {
    for (let at = 0; at < content.length;) at += writeSync(file, content, at);
    const own = statSync(path);
    if (like.uid !== undefined && like.gid !== undefined && (like.uid !== own.uid || like.gid !== own.gid)) fchownSync(file, like.uid, like.gid);
    fchmodSync(file, like.mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Zeros over what an open file holds, and closes it. What the disk itself keeps of it is beyond us. */
export function overwriteOpen(file: number, size: number): void {
  try {
    const zeros = Buffer.alloc(Math.min(size, 1_048_576));
    for (let at = 0; at < size;) at += writeSync(file, zeros, 0, Math.min(zeros.length, size - at), at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
