import { spawnSync } from "node:child_process";
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
  const { status, signal, stdout, stderr, error } = spawnSync("/bin/sh", ["-c", command], { cwd: playbookDir, encoding: "utf8", input: "", timeout: seconds * 1000, killSignal: "SIGKILL", maxBuffer: LARGEST });
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return failed(`the command did not end within ${seconds} seconds: ${command}`, "Give it more with timeout=SECONDS, or make it a task on localhost");
  if (error !== undefined) return failed(`the command could not be run: ${error.message}`);
  if (status === 0) return ok(stdout);
  const told = stderr.trim() === "" ? "" : `: ${stderr.trim().slice(-500)}`;
  return failed(`the command ended with ${status === null ? signal ?? "a signal" : `exit code ${status}`}${told}`, `It was: ${command}`);
}
