import { exitCodes } from "./exit-codes.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What Ctrl-C does while a run goes on. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The run is over: signals do again what they did before. */
  release(): void;
}

/** The first signal asks the run to end in order: what runs is waited for, so that nothing is left half-done. The second ends the process at once. */
export function watchSignals(say: (line: string) => void): Interruption {
  const controller = new AbortController();
  const heard = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      say(`${signal}: stopped at once. What ran on the hosts may still be running; how it ends is not known.`);
      process.exit(exitCodes.interrupted);
    }
    say(`${signal}: no further task starts; waiting for those that run. Press Ctrl-C again to stop at once.`);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, heard);
  return {
    signal: controller.signal,
    release() { for (const signal of signals) process.removeListener(signal, heard); },
  };
}
