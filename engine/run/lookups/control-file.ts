import { readFileSync, statSync } from "node:fs";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { failed } from "./define-lookup.js";
import type { LookupPlace } from "./place.js";
import { candidates, findFile } from "./search-path.js";

/** A file of the control machine. */
export interface ControlFile {
  readonly path: string;
  /** Secret where the file was vault-encrypted. */
  readonly text: string | Secret;
}

const VAULTED = "$ANSIBLE_VAULT;";
const LARGEST = 64 * 1024 * 1024;

/** Finds a file by Ansible's search path and reads it, opening it when it is encrypted. */
export function readControlFile(kind: string, name: string, place: LookupPlace): Result<ControlFile, Diagnostic> {
  const path = findFile(kind, name, place);
  if (path === undefined) return failed(`there is no file "${name}"`, `Looked for ${candidates(kind, name, place).join(", ")}`);
  const bytes = bytesOf(path);
  if (!bytes.ok) return bytes;
  const text = textOf(bytes.value, path, place);
  return text.ok ? ok({ path, text: text.value }) : text;
}

function bytesOf(path: string): Result<Buffer, Diagnostic> {
  try {
    const status = statSync(path);
    if (!status.isFile()) return failed(`${path} is ${status.isDirectory() ? "a folder" : "a pipe or a device"}, not a file`); // to open a pipe might never end
    return status.size > LARGEST ? failed(`${path} is larger than 64 MB`) : ok(readFileSync(path));
  } catch (error) {
    return failed(`cannot read ${path}: ${error instanceof Error && "code" in error ? String(error.code) : String(error)}`);
  }
}

function textOf(bytes: Buffer, path: string, { unvault }: LookupPlace): Result<string | Secret, Diagnostic> {
  if (bytes.subarray(0, VAULTED.length).toString("latin1") === VAULTED) {
    const opened = unvault?.(bytes, path) ?? failed(`${path} is encrypted, and there is no vault password`, "Give one with --vault-password-file or --ask-vault-pass");
    return opened.ok ? opened : err({ ...opened.error, code: "lookup-failed" });
  }
  return ok(bytes.toString("utf8"));
}

/** What a change makes of a text, secret or not. */
export function changed(text: string | Secret, change: (text: string) => string): string | Secret {
  return typeof text === "string" ? change(text) : text.derive(change);
}
