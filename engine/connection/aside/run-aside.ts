import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Errand, ErrandAnswer } from "./errands.js";

/** So long may the process take beyond the errand's own time. Milliseconds. */
const GRACE = 5000;
const LARGEST = 128 * 1024 * 1024;

/**
 * Does an errand that needs the network in a process of its own and waits for it: expressions have their value at once or not at all. Everything
 * else in this process stands still meanwhile, at most for the errand's time. The errand may hold secrets: it goes by standard input.
 */
export function runAside(errand: Errand): ErrandAnswer {
  const { status, stdout, error } = spawnSync(process.execPath, [...process.execArgv, program()], {
    input: JSON.stringify(errand), encoding: "utf8", timeout: errand.timeoutSeconds * 1000 + GRACE, killSignal: "SIGKILL", maxBuffer: LARGEST, stdio: ["pipe", "pipe", "ignore"],
  });
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return { kind: "trouble", reason: "timed-out", detail: `no answer within ${errand.timeoutSeconds} seconds` };
  if (error !== undefined || status !== 0) return { kind: "trouble", reason: "failed", detail: error?.message ?? "the process that asks ended without an answer" };
  return JSON.parse(stdout) as ErrandAnswer;
}

/** Beside this file, or beside the bundle that this file is part of. */
function program(): string {
  const compiled = fileURLToPath(new URL("./aside.js", import.meta.url));
  return existsSync(compiled) ? compiled : fileURLToPath(new URL("./aside.ts", import.meta.url));
}
