import { setMaxListeners } from "node:events";
import { exitCodes } from "./exit-codes.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What Ctrl-C does while a run goes on. */
export interface Interruption {
  /** Aborted by the first signal: what runs is waited for, so that nothing is left half-done, and nothing else starts. */
  readonly stop: AbortSignal;
  /** Aborted by the second: what runs is given up, and ended on the hosts. */
  readonly abandon: AbortSignal;
  /** The run is over: signals do again what they did before. */
  release(): void;
}

/** Watches for signals. The third one ends the process at once: a host may not answer when it is told to end what runs there. */
export function watchSignals(say: (line: string) => void): Interruption {
  const [stop, abandon] = [new AbortController(), new AbortController()];
  setMaxListeners(0, stop.signal, abandon.signal); // every host listens
  const heard = (signal: NodeJS.Signals): void => {
    if (abandon.signal.aborted) {
      say(`${signal}: left at once. What ran on the hosts may still be running; how it ends is not known.`);
      process.exit(exitCodes.interrupted);
    }
    if (stop.signal.aborted) {
      say(`${signal}: ending what runs on the hosts. Press Ctrl-C again to leave it as it is.`);
      abandon.abort();
      return;
    }
    say(`${signal}: no further task starts; waiting for those that run. Press Ctrl-C again to end them.`);
    stop.abort();
  };
  for (const signal of signals) process.on(signal, heard);
  return {
    stop: stop.signal, abandon: abandon.signal,
    release() { for (const signal of signals) process.removeListener(signal, heard); },
  };
}
