import { closeSync, openSync, writeSync } from "node:fs";
import type { Event } from "#engine/core/event.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Unknown } from "#engine/core/value.js";
import { censored } from "./censored.js";
import { masked } from "./masked.js";

/** A file that takes one event a line. */
export interface JsonLines {
  write(event: Event): void;
  /** Closes it; what could not be written is told. */
  close(): Diagnostic | undefined;
}

/** Opens the file, emptying it; "-" is standard output. Every line is on disk before the next event, so that a killed run leaves whole lines. */
export function openJsonLines(path: string, mask: Mask): Result<JsonLines, Diagnostic> {
  let file: number;
  try {
    file = path === "-" ? 1 : openSync(path, "w", 0o600);
  } catch (error) {
    return err(problemAt("json-file", `cannot write ${path}: ${reasonOf(error)}`, { hint: "Give --json a file in a folder that exists and may be written." }));
  }
  return ok(jsonLinesTo(file, path, mask));
}

/** The event as JSON: without what no_log hides, and masked. A value that is not known yet is `{"unknown": why}`. */
export function jsonLine(event: Event, mask: Mask): string {
  return JSON.stringify(masked(censored(event), mask), (_key, value: unknown) => value instanceof Unknown ? { unknown: mask.text(value.because) } : value);
}

function jsonLinesTo(file: number, path: string, mask: Mask): JsonLines {
  let failure: Diagnostic | undefined;
  return {
    write(event) {
      if (failure !== undefined) return;
      try {
        writeWhole(file, Buffer.from(`${jsonLine(event, mask)}\n`));
      } catch (error) {
        failure = problemAt("json-file", `${path} is not complete: ${reasonOf(error)}`, { hint: "The run itself went on; see the recap." });
      }
    },
    close() {
      if (file > 2) closeSync(file);
      return failure;
    },
  };
}

/** write(2) may take a part only. */
function writeWhole(file: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length;) sent += writeSync(file, bytes, sent);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
