import type { Mask } from "#engine/core/mask.js";
import type { Screen } from "./screen.js";

/** Where a report is written to. */
export interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
  readonly mask: Mask;
}

/** Lines and nothing else: for logs, pipes, and terminals that cannot tell their size. */
export function plainScreen(streams: Streams): Screen {
  return {
    eagerHeaders: true,
    print(lines, to = "out") { writeLines(streams, lines, to); },
    progress() { /* a log shows headers in its place */ },
    end() { /* nothing was taken */ },
  };
}

/** Writes masked lines in one go. */
export function writeLines(streams: Streams, lines: readonly string[], to: "out" | "err"): void {
  if (lines.length > 0) streams[to].write(streams.mask.text(`${lines.join("\n")}\n`));
}
