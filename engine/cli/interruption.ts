import { exitCodes } from "./exit-codes.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What Ctrl-C does while a run goes on. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The run is over: signals do again what they did before. */
  release(): void;
}

/** The first signal asks the run to end in order, the second ends the process at once. */
export function watchSignals(say: (line: string) => void): Interruption {
  const controller = new AbortController();
  const heard = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    say(`${signal}: no further task starts, and what runs is ended in order. Press Ctrl-C again to stop at once.`);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, heard);
  return {
    signal: controller.signal,
    release() { for (const signal of signals) process.removeListener(signal, heard); },
  };
}
