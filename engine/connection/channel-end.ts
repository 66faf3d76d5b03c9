import type { ChannelEnd } from "./channel.js";

/** Milliseconds for output that is still under way after a process ended; a daemon it left behind may hold its output open for ever. */
const GRACE = 1000;

/** Collects the two signs of an end: how the process ended, and that all its output is here. */
export function channelEnd(): { readonly ended: Promise<ChannelEnd>; exited(end: ChannelEnd): void; closed(): void } {
  let end: ChannelEnd = {};
  let resolve: (end: ChannelEnd) => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<ChannelEnd>((done) => { resolve = done; });
  return {
    ended,
    exited: (how) => {
      end = how;
      timer = setTimeout(() => { resolve(end); }, GRACE);
    },
    closed: () => {
      clearTimeout(timer);
      resolve(end);
    },
  };
}
