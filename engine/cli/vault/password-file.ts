import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { parse, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isVaulted } from "#engine/core/vault/envelope.js";
import { vaultDiagnostic } from "#engine/load/vault/fault-diagnostic.js";
import type { Keyring } from "#engine/load/vault/keyring.js";

/** A file that holds a vault password or, when it may be executed, prints one. */
export interface PasswordFile {
  readonly id: string;
  readonly path: string;
}

/**
 * The password's bytes: a file's content without the white space round it, or what a script prints without its newlines. A script
 * whose name ends in -client is given `--vault-id ID`, and says by exit code 2 that it knows no such id. `earlier`: passwords
 * that are known already, since a password file may itself be encrypted.
 */
export function passwordFrom({ id, path }: PasswordFile, earlier: Keyring): Result<Uint8Array, Diagnostic> {
  const file = path.startsWith("~/") ? resolve(homedir(), path.slice(2)) : resolve(path);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return err(problem(`there is no vault password file ${path}`, "Check the path; it is taken relative to the folder you are in"));
  if (stats.isDirectory()) return err(problem(`the vault password file ${path} is a folder`, "Name a file in it"));
  const executable = stats.isFile() && (stats.mode & 0o111) !== 0;
  const bytes = executable ? fromScript({ id, path: file }) : fromFile(file, path, earlier);
  if (bytes.ok && bytes.value.length === 0) return err(problem(`the vault password ${executable ? "that the script" : "file"} ${path} ${executable ? "prints " : ""}is empty`, "An empty password protects nothing"));
  return bytes;
}

function fromFile(file: string, path: string, earlier: Keyring): Result<Uint8Array, Diagnostic> {
  let text: string;
  try {
    text = readFileSync(file).toString("latin1"); // bytes of any kind: latin1 keeps each as it is
  } catch (error) {
    return err(problem(`cannot read the vault password file ${path}: ${reason(error)}`));
  }
  const trimmed = text.replace(/^[ \t\n\r\v\f]+|[ \t\n\r\v\f]+$/g, "");
  if (!isVaulted(trimmed)) return ok(Buffer.from(trimmed, "latin1"));
  const opened = earlier.open(trimmed);
  return opened.ok ? ok(withoutNewlines(Buffer.from(opened.value.bytes))) : err(vaultDiagnostic(opened.error, { what: `the vault password file ${path}`, placeOfLine: () => undefined }));
}

function fromScript(script: PasswordFile): Result<Uint8Array, Diagnostic> {
  if (isProgram(script.path)) return printed(script);
  return err(problem(`the vault password file ${script.path} may be executed, and is no program`, "If it is the password itself, take the right to execute it away: chmod a-x"));
}

function printed({ id, path }: PasswordFile): Result<Uint8Array, Diagnostic> {
  const client = parse(path).name.endsWith("-client");
  // Its standard input and errors are ours, so that it can ask for something; a client is not there to ask.
  const done = spawnSync(path, client ? ["--vault-id", id] : [], { stdio: ["inherit", "pipe", client ? "pipe" : "inherit"] });
  if (done.error !== undefined) return err(problem(`cannot run the vault password script ${path}: ${reason(done.error)}`, "Is the program in its first line there?"));
  if (done.status === 0) return ok(withoutNewlines(done.stdout));
  const said = client ? done.stderr.toString("utf8").trim() : "";
  const unknown = client && done.status === CLIENT_KNOWS_NO_SUCH_ID;
  const what = unknown ? `the script ${path} knows no password for the vault id "${id}"` : `the vault password script ${path} ended with ${done.status === null ? `signal ${String(done.signal)}` : `exit code ${done.status}`}`;
  return err(problem(said === "" ? what : `${what}: ${said}`));
}

/** A script or a compiled program. A shell would take anything else for commands, and repeat the password in its complaint. */
function isProgram(path: string): boolean {
  try {
    const start = readFileSync(path).subarray(0, 4).toString("latin1");
    return start.startsWith("#!") || start === "\x7fELF";
  } catch {
    return true; // a program may be executed by who may not read it
  }
}

/** "Writing your own vault password client script" in Ansible's guide. */
const CLIENT_KNOWS_NO_SUCH_ID = 2;

function withoutNewlines(bytes: Buffer): Uint8Array {
  return Buffer.from(bytes.toString("latin1").replace(/^[\r\n]+|[\r\n]+$/g, ""), "latin1");
}

function problem(message: string, hint?: string): Diagnostic {
  return problemAt("vault-password-file", message, { hint });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
