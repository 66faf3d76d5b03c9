/** Where lines go: a log, or a terminal with a line of progress below them. */
export interface Screen {
  /** Prints lines; `to` is "err" for what must not mix with the results. */
  print(lines: readonly string[], to?: "out" | "err"): void;
  /** The line that is shown while the run goes on; undefined takes it away. */
  progress(text: string | undefined): void;
  /** Whether headers should be printed as tasks begin, so that a log shows where a run is. */
  readonly eagerHeaders: boolean;
  /** Gives the terminal back. */
  end(): void;
}

/** A stream that may be a terminal, as node:tty gives it. */
export type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * Whether a line of progress can be drawn there. ora draws for ever on a terminal that says it has 0 columns; a dumb terminal and the
 * terminals of CI jobs show every frame below the other.
 */
export function canDraw(stream: Terminal, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && (stream.columns ?? 0) > 0 && env["TERM"] !== "dumb" && env["CI"] === undefined;
}
