import { readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { shownPath } from "#engine/load/read-text.js";
import { SourceText } from "#engine/load/source-text.js";
import { isVaulted } from "#engine/core/vault/envelope.js";
import { vaultDiagnostic } from "#engine/load/vault/fault-diagnostic.js";
import type { Keyring, Opened } from "#engine/load/vault/keyring.js";

/** What a command was given to work on. */
export interface Input {
  /** As messages name it. */
  readonly name: string;
  /** Where it lies, links followed, and what is to be kept of it; undefined for standard input. */
  readonly file: { readonly path: string; readonly stats: Stats } | undefined;
  readonly bytes: Buffer;
}

/** Reads all inputs before anything is written, `-` being standard input; all problems together. */
export async function readInputs(names: readonly string[]): Promise<Result<readonly Input[], readonly Diagnostic[]>> {
  const read: Result<Input, Diagnostic>[] = [];
  for (const name of new Set(names)) read.push(name === "-" ? ok({ name: "standard input", file: undefined, bytes: await standardInput() }) : readInput(name));
  return allOf(read);
}

/** All of them, or all that is wrong with them. */
export function allOf<T>(results: readonly Result<T, Diagnostic>[]): Result<readonly T[], readonly Diagnostic[]> {
  const problems = results.flatMap((each) => each.ok ? [] : [each.error]);
  return problems.length > 0 ? err(problems) : ok(results.flatMap((each) => each.ok ? [each.value] : []));
}

function readInput(name: string): Result<Input, Diagnostic> {
  try {
    const path = realpathSync(name);
    const stats = statSync(path);
    if (!stats.isFile()) return err(problemAt("unreadable-file", `${name} is ${stats.isDirectory() ? "a folder" : "not a regular file"}`, { hint: "Name files" }));
    return ok({ name: shownPath(name), file: { path, stats }, bytes: readFileSync(path) });
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return err(problemAt("unreadable-file", missing ? `there is no file ${name}` : `cannot read ${name}: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** All that comes in on standard input. */
export async function standardInput(): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The input, if it is encrypted: nobody is to be asked for a password in vain. */
export function encryptedInput(input: Input): Result<Input, Diagnostic> {
  return isVaulted(input.bytes) ? ok(input) : err(problemAt("not-encrypted", `${input.name} is not encrypted`, { hint: "Nothing was written" }));
}

/** What an encrypted input holds. */
export function openInput({ name, bytes }: Input, keyring: Keyring): Result<Opened, Diagnostic> {
  const text = bytes.toString("latin1");
  const opened = keyring.open(text);
  if (opened.ok) return opened;
  const source = new SourceText(name, text);
  return err(vaultDiagnostic(opened.error, { what: "this file", placeOfLine: (line) => source.placeAt(source.lineStart(line), source.lineText(line).length) }));
}
