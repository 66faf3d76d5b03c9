import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { failed } from "./define-lookup.js";

/** What a password file holds. */
export interface StoredPassword {
  readonly password: Secret;
  readonly salt: string | undefined;
  readonly ident: string | undefined;
}

/** Passwords by the files that will hold them. */
export type StandIns = Map<string, StoredPassword>;

/** Reads `PASSWORD`, `PASSWORD salt=SALT` or `PASSWORD salt=SALT ident=IDENT`; undefined when the file is not there. */
export function readPassword(path: string): Result<StoredPassword | undefined, Diagnostic> {
  try {
    return ok(parsed(readFileSync(path, "utf8").trimEnd()));
  } catch (error) {
    return codeOf(error) === "ENOENT" ? ok(undefined) : failed(`cannot read ${path}: ${codeOf(error)}`);
  }
}

function parsed(content: string): StoredPassword {
  const at = content.lastIndexOf(" salt=");
  if (at === -1) return { password: new Secret(content), salt: undefined, ident: undefined };
  const [salt = "", ident] = content.slice(at + " salt=".length).split(" ident=");
  return { password: new Secret(content.slice(0, at)), salt: salt === "" ? undefined : salt, ident };
}

/**
 * Writes a password file at once, readable by its owner alone. A new file that another process made in the meantime is left as it is, and
 * what that holds is what counts.
 */
export function keepPassword(path: string, stored: StoredPassword, replaces: boolean): Result<StoredPassword, Diagnostic> {
  const beside = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    write(beside, stored);
    if (replaces) renameSync(beside, path);
    else linkSync(beside, path);
    return ok(stored);
  } catch (error) {
    const other = codeOf(error) === "EEXIST" ? readPassword(path) : undefined;
    return other?.ok === true && other.value !== undefined ? ok(other.value) : failed(`cannot write ${path}: ${codeOf(error)}`);
  } finally {
    rmSync(beside, { force: true });
  }
}

function write(path: string, { password, salt, ident }: StoredPassword): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, `${password.reveal()}${salt === undefined ? "" : ` salt=${salt}`}${ident === undefined ? "" : ` ident=${ident}`}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
