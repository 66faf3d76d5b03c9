import type { Duplex } from "node:stream";

/** When a connection counts as lost. */
export interface Patience {
  /** Seconds of one interval. */
  readonly seconds: number;
  /** Intervals in a row without a byte. */
  readonly misses: number;
}

/**
 * Calls `dead` when nothing more comes from a host, which is being asked for a sign of life in every interval. Any byte is one: the
 * answer itself may have to wait behind megabytes of an upload on a slow line. Intervals are counted and not time: a process that was
 * stopped for a while (Ctrl-Z, a laptop asleep) has missed nothing.
 */
export function watchSilence(socket: Duplex, { seconds, misses }: Patience, dead: () => void): void {
  let heard = true;
  let silent = 0;
  const timer = setInterval(() => {
    silent = heard ? 0 : silent + 1;
    heard = false;
    if (silent < misses) return;
    clearInterval(timer);
    dead();
  }, seconds * 1000);
  socket.on("data", () => { heard = true; });
  socket.once("close", () => { clearInterval(timer); });
}
