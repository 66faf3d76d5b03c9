import { spawn, spawnSync, type SpawnSyncOptions } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { ok, type Result } from "#engine/core/result.js";
import { Unknown } from "#engine/core/value.js";
import { defineByTerm, failed, option } from "./define-lookup.js";
import { killTree } from "./kill-tree.js";
import { number } from "./readings.js";
import type { LookupPlace } from "./place.js";

/** A lookup's command must come to an end. Seconds. */
const LIMIT = 120;
const LARGEST = 64 * 1024 * 1024;

/** `pipe`: what commands write, without white space at its end. The text is the playbook's own, for the shell of the control machine; a check run reads it as well, as in Ansible. */
export const pipe = defineByTerm({ timeout: option(number, LIMIT) }, (term, { options, place }) => {
  const output = outputOf(term, options.timeout, place);
  if (output instanceof Unknown) return ok(output);
  return output.ok ? ok([output.value.trimEnd()]) : output;
});

/** `lines`: the lines that commands write. */
export const lines = defineByTerm({ timeout: option(number, LIMIT) }, (term, { options, place }) => {
  const output = outputOf(term, options.timeout, place);
  if (output instanceof Unknown) return ok(output);
  return output.ok ? ok(splitLines(output.value)) : output;
});

/** A text's lines; the last one may lack its newline. */
export function splitLines(text: string): readonly string[] {
  const all = text.split(/\r\n|\n|\r/);
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

type Output = Result<string, Diagnostic>;

function outputOf(command: string, seconds: number, place: LookupPlace): Output | Unknown {
  return place.state().ask({
    key: `${seconds} ${command}`,
    now: () => {
      const trial = new Trial(command, seconds, place.playbookDir);
      const { status, signal, error } = spawnSync("/bin/sh", ["-c", command], trial.options);
      return trial.ended({ status, signal, error });
    },
    later: (signal) => ranAside(new Trial(command, seconds, place.playbookDir), signal),
  });
}

function ranAside(trial: Trial, signal: AbortSignal): Promise<Output> {
  return new Promise((resolve) => {
    const { timeout, ...options } = trial.options;
    const child = spawn("/bin/sh", ["-c", trial.command], options);
    const stop = (): void => { if (child.pid !== undefined) killTree(child.pid); };
    const timer = setTimeout(stop, timeout);
    const settle = (how: Parameters<Trial["ended"]>[0]): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      resolve(trial.ended(how));
    };
    signal.addEventListener("abort", stop);
    child.on("error", (error) => { settle({ status: null, signal: null, error }); }); // nothing was started, nothing exits
    child.on("exit", (status, by) => { settle({ status, signal: by, error: undefined }); });
  });
}

/** A command on its way. Output goes to files: a pipe would be waited for as long as some child of a command that was stopped holds it open. */
class Trial {
  readonly command: string;
  readonly options: SpawnSyncOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), "tsplay-pipe-"));
  readonly #out = join(this.#folder, "out");
  readonly #err = join(this.#folder, "err");
  readonly #files = [openSync(this.#out, "wx", 0o600), openSync(this.#err, "wx", 0o600)] as const;
  readonly #seconds: number;
  readonly #started = Date.now();

  constructor(command: string, seconds: number, cwd: string) {
    this.command = command;
    this.#seconds = seconds;
    this.options = { cwd, stdio: ["ignore", ...this.#files], timeout: seconds * 1000, killSignal: "SIGKILL" };
  }

  /** What came of it; to be called once. */
  ended(how: { readonly status: number | null; readonly signal: string | null; readonly error: Error | undefined }): Output {
    for (const file of this.#files) closeSync(file);
    const output = this.#output(how);
    rmSync(this.#folder, { recursive: true, force: true });
    return output;
  }

  #output({ status, signal, error }: { readonly status: number | null; readonly signal: string | null; readonly error: Error | undefined }): Output {
    if (signal === "SIGKILL" && Date.now() - this.#started >= this.#seconds * 1000) return failed(`the command did not end within ${this.#seconds} seconds: ${this.command}`, "Give it more with timeout=SECONDS, or make it a task on localhost");
    if (error !== undefined) return failed(`the command could not be run: ${error.message}`);
    return status === 0 ? written(this.#out) : ended(this.command, status === null ? signal ?? "a signal" : `exit code ${status}`, this.#err);
  }
}

function written(out: string): Result<string, Diagnostic> {
  return statSync(out).size > LARGEST ? failed("the command wrote more than 64 MB") : ok(readFileSync(out, "utf8"));
}

function ended(command: string, how: string, err: string): Result<string, Diagnostic> {
  const told = readFileSync(err, "utf8").trim();
  return failed(`the command ended with ${how}${told === "" ? "" : `: ${told.slice(-500)}`}`, `It was: ${command}`);
}
