import { spawn, type ChildProcess } from "node:child_process";
import { err, ok, type Result } from "#engine/core/result.js";
import { stepFailed, type LabFailure } from "./failure.js";

/** What a program of this machine left behind. */
export interface Ran {
  /** Exit code; 127 when the program is not there, 124 after the timeout, 128 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly input?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds; 600 when left out. */
  readonly timeout?: number;
}

/** Receives one line about what is going on. */
export type Say = (line: string) => void;

/** Runs a program with these words; never through a shell. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [program = "", ...args] = argv;
  const child = spawn(program, args, { env: { ...environment(), ...options.env }, stdio: ["pipe", "pipe", "pipe"] });
  // A program that ends without reading its input breaks the pipe; its exit code says what there is to say.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  return gather(child, (options.timeout ?? 600) * 1000);
}

/** This process's environment, with what `su` leaves out of root's PATH, and messages in English. */
export function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C.UTF-8", PATH: `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin` };
}

function gather(child: ChildProcess, milliseconds: number): Promise<Ran> {
  return new Promise((resolve) => {
    const out: string[] = [];
    const error: string[] = [];
    let late = false;
    const timer = setTimeout(() => { late = true; child.kill("SIGKILL"); }, milliseconds);
    const finish = (code: number, extra = ""): void => {
      clearTimeout(timer);
      resolve({ code, stdout: out.join(""), stderr: error.join("") + extra });
    };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => error.push(text));
    child.on("error", (problem) => { finish(127, problem.message); });
    child.on("close", (code) => { finish(late ? 124 : code ?? 128); });
  });
}

/** The standard output of a program that must succeed; `purpose` completes "could not ...". */
export async function must(purpose: string, argv: readonly string[], options: RunOptions = {}): Promise<Result<string, LabFailure>> {
  const ran = await run(argv, options);
  if (ran.code === 0) return ok(ran.stdout);
  const tail = (ran.stderr.trim() === "" ? ran.stdout : ran.stderr).trim().split("\n").slice(-12).join("\n");
  const ending = ran.code === 124 ? "did not end in time" : `ended with code ${ran.code}`;
  return err(stepFailed(`Could not ${purpose}: \`${argv.join(" ")}\` ${ending}.`, tail));
}

/** Looks every `every` milliseconds until `look` gives a value; undefined after `seconds`. */
export async function waitFor<T>(look: () => T | undefined | Promise<T | undefined>, seconds: number, every = 100): Promise<T | undefined> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await new Promise((resolve) => { setTimeout(resolve, every); });
  }
}
