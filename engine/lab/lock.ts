import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { err, type Result } from "#engine/core/result.js";
import { stepFailed, type LabFailure } from "./failure.js";
import { unsuitable } from "./packages.js";
import { lockFile, stateDirectory } from "./paths.js";
import type { Say } from "./system.js";

const patience = 900;

/**
 * Does the work while no other process changes the lab; waits its turn up to 15 minutes.
 * The kernel holds the lock (flock(1), flock(2)) for a child that lives as long as its standard input is open, that is
 * as long as this process: nothing is left behind by a run that was killed.
 */
export async function whileLocked<T>(say: Say, work: () => Promise<Result<T, LabFailure>>): Promise<Result<T, LabFailure>> {
  const obstacle = unsuitable(process.platform, process.getuid?.());
  if (obstacle !== undefined) return err(obstacle);
  await mkdir(stateDirectory, { recursive: true, mode: 0o755 });
  const holder = await take(0) ?? await waitTurn(say);
  if (holder === undefined) return err(stepFailed(`Another process has been changing the lab for ${patience / 60} minutes${await who()}.`, "End it, and try again."));
  // What the lab makes for its hosts must be readable by their users, whatever the umask of who calls it.
  const mask = process.umask(0o022);
  try {
    await writeFile(`${lockFile}.pid`, `${process.pid}\n`);
    return await work();
  } catch (error) {
    return err(fromSystem(error));
  } finally {
    process.umask(mask);
    await release(holder);
  }
}

/** A full disk and the like are failures of this machine, not bugs: they have an errno. */
function fromSystem(error: unknown): LabFailure {
  if (error instanceof Error && "syscall" in error) return stepFailed(`This machine does not let the lab work: ${error.message}.`);
  throw error;
}

async function waitTurn(say: Say): Promise<ChildProcess | undefined> {
  say(`waiting for another process that is changing the lab${await who()}`);
  return take(patience);
}

/** A child that holds the lock, or undefined when it could not have it within `seconds`. */
function take(seconds: number): Promise<ChildProcess | undefined> {
  const child = spawn("flock", ["--exclusive", "--timeout", String(seconds), lockFile, "sh", "-c", "echo held; exec cat >/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => undefined);
  return new Promise((resolve) => {
    child.stdout.once("data", () => { resolve(child); });
    child.once("error", () => { resolve(undefined); });
    child.once("exit", () => { resolve(undefined); });
  });
}

function release(holder: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (holder.exitCode !== null || holder.signalCode !== null) { resolve(); return; }
    holder.once("exit", () => { resolve(); });
    holder.stdin?.end();
  });
}

async function who(): Promise<string> {
  const pid = await readFile(`${lockFile}.pid`, "utf8").catch(() => "");
  return /^\d+\n$/.test(pid) ? ` (process ${pid.trim()})` : "";
}
