import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { defineByTerm, failed, option } from "./define-lookup.js";
import { number } from "./readings.js";
import type { LookupPlace } from "./place.js";

/** Nothing else happens in a run while a lookup's command works, so it must come to an end. Seconds. */
const LIMIT = 120;
const LARGEST = 64 * 1024 * 1024;

/** `pipe`: what commands write, without white space at its end. The text is the playbook's own, for the shell of the control machine; a check run reads it as well, as in Ansible. */
export const pipe = defineByTerm({ timeout: option(number, LIMIT) }, (term, { options, place }) => {
  const output = run(term, options.timeout, place);
  return output.ok ? ok([output.value.trimEnd()]) : output;
});

/** `lines`: the lines that commands write. */
export const lines = defineByTerm({ timeout: option(number, LIMIT) }, (term, { options, place }) => {
  const output = run(term, options.timeout, place);
  return output.ok ? ok(splitLines(output.value)) : output;
});

/** A text's lines; the last one may lack its newline. */
export function splitLines(text: string): readonly string[] {
  const all = text.split(/\r\n|\n|\r/);
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

function run(command: string, seconds: number, { playbookDir }: LookupPlace): Result<string, Diagnostic> {
  const folder = mkdtempSync(join(tmpdir(), "tsplay-pipe-"));
  try {
    return ran(command, seconds, { cwd: playbookDir, out: join(folder, "out"), err: join(folder, "err") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Output goes to files: a pipe would be waited for as long as some child of a command that was stopped holds it open. */
function ran(command: string, seconds: number, { cwd, out, err }: { readonly cwd: string; readonly out: string; readonly err: string }): Result<string, Diagnostic> {
  const files = [openSync(out, "wx", 0o600), openSync(err, "wx", 0o600)] as const;
  const { status, signal, error } = spawnSync("/bin/sh", ["-c", command], { cwd, stdio: ["ignore", ...files], timeout: seconds * 1000, killSignal: "SIGKILL" });
  for (const file of files) closeSync(file);
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return failed(`the command did not end within ${seconds} seconds: ${command}`, "Give it more with timeout=SECONDS, or make it a task on localhost");
  if (error !== undefined) return failed(`the command could not be run: ${error.message}`);
  return status === 0 ? written(out) : ended(command, status === null ? signal ?? "a signal" : `exit code ${status}`, err);
}

function written(out: string): Result<string, Diagnostic> {
  return statSync(out).size > LARGEST ? failed("the command wrote more than 64 MB") : ok(readFileSync(out, "utf8"));
}

function ended(command: string, how: string, err: string): Result<string, Diagnostic> {
  const told = readFileSync(err, "utf8").trim();
  return failed(`the command ended with ${how}${told === "" ? "" : `: ${told.slice(-500)}`}`, `It was: ${command}`);
}
