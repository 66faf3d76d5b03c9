import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { CommandOptions, ScriptCommand } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { FileContent, WriteStep } from "#engine/core/step.js";
import type { OwnShells } from "./own-shells.js";
import type { RawOutput, Shell } from "./shell.js";
import { writeProblem } from "./write-problem.js";
import { WRITE_SCRIPT } from "./write-script.js";

/** Content up to this many bytes goes through the persistent shell, in the one round trip of any command; more gets a channel of its own. */
const INLINE = 65_536;

/** The ways to a host that a write can take. */
export interface Ways {
  readonly shell: Shell;
  readonly own: OwnShells;
}

/** Writes a file as WRITE_SCRIPT tells. */
export async function writeFile(step: WriteStep, ways: Ways): Promise<Result<undefined, Problem>> {
  if ([step.path, step.mode, step.owner, step.group, ...(step.validate ?? [])].some((word) => word?.includes("\0"))) {
    return err({ reason: "write-failed", path: step.path, stage: "create", stderr: "a path or name cannot hold a NUL byte" });
  }
  const source: Source = { trouble: undefined };
  const output = await send(step, ways, source);
  if (output.code === 0) return ok(undefined);
  return err(source.trouble === undefined ? writeProblem(step, output) : { reason: "write-failed", path: step.path, stage: "create", stderr: source.trouble });
}

/** How reading the file on our side went. */
interface Source {
  trouble: string | undefined;
}

async function send(step: WriteStep, { shell, own }: Ways, source: Source): Promise<RawOutput> {
  const { content } = step;
  if (content.from === "secret") return await shell.run({ ...command(step, ""), stdin: content.text });
  if (content.from === "memory" && content.bytes.length <= INLINE) return await shell.run({ ...command(step, ""), stdin: content.bytes });
  return await own.stream(command(step, String(sizeOf(content))), Readable.from(withDigest(content, source), { objectMode: false }));
}

function command(step: WriteStep, size: string): ScriptCommand & CommandOptions {
  const { path, mode = "", owner = "", group = "", follow = false, backup = false, validate = [], timeout } = step;
  return { script: WRITE_SCRIPT, args: [path, mode, owner, group, follow ? "follow" : "", backup ? "backup" : "", size, ...validate], ...(timeout !== undefined && { timeout }) };
}

function sizeOf(content: Exclude<FileContent, { from: "secret" }>): number {
  return content.from === "memory" ? content.bytes.length : content.size;
}

/** The bytes, then their digest as a line. Where the file cannot be read to its end the stream ends early, and the host sees that something is missing. */
async function* withDigest(content: Exclude<FileContent, { from: "secret" }>, source: Source): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of chunks(content)) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    source.trouble = (error as Error).message;
    return;
  }
  yield Buffer.from(`${hash.digest("hex")}\n`);
}

function chunks(content: Exclude<FileContent, { from: "secret" }>): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (content.from === "memory") return [content.bytes];
  return content.size === 0 ? [] : createReadStream(content.path, { end: content.size - 1, highWaterMark: 262_144 }) as AsyncIterable<Uint8Array>;
}
