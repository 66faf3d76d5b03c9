import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Errand, ErrandAnswer } from "./errands.js";

/** So long may the process take beyond the errand's own time. Milliseconds. */
const GRACE = 5000;
const LARGEST = 128 * 1024 * 1024;

/**
 * Does an errand that needs the network in a process of its own and waits for it. Everything else in this process stands still meanwhile, at most
 * for the errand's time. The errand may hold secrets: it goes by standard input.
 */
export function runAside(errand: Errand): ErrandAnswer {
  const { status, stdout, error } = spawnSync(...command(), {
    input: JSON.stringify(errand), encoding: "utf8", timeout: errand.timeoutSeconds * 1000 + GRACE, killSignal: "SIGKILL", maxBuffer: LARGEST, stdio: ["pipe", "pipe", "ignore"],
  });
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return late(errand);
  return error !== undefined || status !== 0 ? unanswered(error?.message) : JSON.parse(stdout) as ErrandAnswer;
}

/** The same while everything else goes on. The signal ends it. */
export function sendAside(errand: Errand, signal: AbortSignal): Promise<ErrandAnswer> {
  return new Promise((resolve) => {
    const started = Date.now();
    const timeout = errand.timeoutSeconds * 1000 + GRACE;
    const child = spawn(...command(), { timeout, killSignal: "SIGKILL", signal, stdio: ["pipe", "pipe", "ignore"] });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on("data", (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > LARGEST) child.kill("SIGKILL");
    });
    child.stdin.on("error", () => undefined).end(JSON.stringify(errand)); // it ended before it read: its end says so
    child.on("error", (error) => { resolve(unanswered(error.message)); });
    child.on("close", (code) => {
      if (code !== 0) resolve(Date.now() - started >= timeout ? late(errand) : unanswered(undefined));
      else resolve(JSON.parse(Buffer.concat(parts).toString("utf8")) as ErrandAnswer);
    });
  });
}

function command(): readonly [string, readonly string[]] {
  return [process.execPath, [...process.execArgv, program()]];
}

function late({ timeoutSeconds }: Errand): ErrandAnswer {
  return { kind: "trouble", reason: "timed-out", detail: `no answer within ${timeoutSeconds} seconds` };
}

function unanswered(why: string | undefined): ErrandAnswer {
  return { kind: "trouble", reason: "failed", detail: why ?? "the process that asks ended without an answer" };
}

/** Beside this file, or beside the bundle that this file is part of. */
function program(): string {
  const compiled = fileURLToPath(new URL("./aside.js", import.meta.url));
  return existsSync(compiled) ? compiled : fileURLToPath(new URL("./aside.ts", import.meta.url));
}
