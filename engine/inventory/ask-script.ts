import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { ValueMap } from "#engine/core/value.js";
import { shownPath } from "#engine/load/read-text.js";

/** More than this is no inventory. */
const LARGEST = 256 * 1024 * 1024;

/** Runs an inventory program and reads the dictionary that it prints as JSON; nothing printed for `--host` is an empty one. */
export function askScript(path: string, words: readonly string[], seconds: number): Result<ValueMap, Diagnostic> {
  const done = spawnSync(resolve(path), words, { stdio: ["ignore", "pipe", "pipe"], timeout: seconds * 1000, killSignal: "SIGKILL", maxBuffer: LARGEST });
  const asked = [shownPath(path), ...words].join(" ");
  const trouble = troubleOf(done, { path, seconds });
  if (trouble !== undefined) return failed(asked, trouble.what, trouble.hint, done.stderr);
  const text = textIn(done.stdout);
  if (text === undefined) return failed(asked, "printed bytes that are not UTF-8", "JSON is UTF-8 text", done.stderr);
  if (text.trim() === "" && words[0] === "--host") return ok({});
  return parsed(asked, text, done.stderr);
}

function parsed(asked: string, text: string, stderr: Buffer): Result<ValueMap, Diagnostic> {
  const begin = text.trim().slice(0, 60);
  try {
    const value: unknown = JSON.parse(text);
    return isDictionary(value) ? ok(value) : failed(asked, "did not print a dictionary", `It begins: ${begin}`, stderr);
  } catch (error) {
    if (begin === "") return failed(asked, "printed nothing", "It must print a dictionary of groups", stderr);
    return failed(asked, `did not print JSON: ${error instanceof Error ? error.message : String(error)}`, `It begins: ${begin}`, stderr);
  }
}

function isDictionary(json: unknown): json is ValueMap {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

interface Trouble {
  readonly what: string;
  readonly hint: string | undefined;
}

function troubleOf({ error, status, signal }: SpawnSyncReturns<Buffer>, asked: Asked): Trouble | undefined {
  if (error !== undefined) return notRun("code" in error ? String(error.code) : error.message, asked);
  if (signal !== null) return { what: `was ended by ${signal}`, hint: undefined };
  return status === 0 ? undefined : { what: `ended with exit code ${status ?? "?"}`, hint: "Run it by hand" };
}

interface Asked {
  readonly path: string;
  readonly seconds: number;
}

function notRun(code: string, { path, seconds }: Asked): Trouble {
  switch (code) {
    case "ETIMEDOUT": return { what: `had not ended after ${seconds} seconds, and was stopped`, hint: "What does it wait for? Run it by hand" };
    case "ENOBUFS": return { what: `printed more than ${LARGEST / 1024 / 1024} MB`, hint: undefined };
    case "EACCES": return { what: "may not be run", hint: `Make it executable: chmod +x ${shownPath(path)}` };
    case "ENOENT": return { what: `cannot be run: ${interpreterOf(path) ?? "its interpreter"} is not there`, hint: "Its first line, after #!, names the program that runs it" };
    default: return { what: `cannot be run (${code})`, hint: undefined };
  }
}

/** Names the program, says what went wrong, and what the program said about it. */
function failed(asked: string, what: string, hint: string | undefined, stderr: Buffer | null): Result<never, Diagnostic> {
  const said = (stderr?.toString("utf8") ?? "").trim().split("\n").slice(-5).join("\n").slice(-800);
  const words = [hint, said === "" ? undefined : `It said: ${said}`].filter((each) => each !== undefined).join(". ");
  return err(problemAt("inventory-script", `the inventory script ${asked} ${what}`, { hint: words === "" ? undefined : words }));
}

function textIn(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function interpreterOf(path: string): string | undefined {
  return /^#!\s*(\S+(?:[ \t]+\S+)?)/.exec(firstBytes(path).toString("latin1"))?.[1];
}

/** How a file begins; nothing where it cannot be read. */
export function firstBytes(path: string, count = 256): Buffer {
  const bytes = Buffer.alloc(count);
  try {
    if (!statSync(path).isFile()) return bytes.subarray(0, 0); // to open a pipe might never end
    const file = openSync(path, "r");
    const length = readSync(file, bytes, 0, count, 0);
    closeSync(file);
    return bytes.subarray(0, length);
  } catch {
    return bytes.subarray(0, 0);
  }
}
