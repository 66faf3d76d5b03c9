import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a host that takes time. */
export interface FarAway {
  readonly port: number;
  /** How often our side spoke after it had been answered: the round trips so far, and some. */
  readonly turns: () => number;
  close(): void;
}

/** A TCP proxy on this machine before `address:port`, which lets every byte wait for so many milliseconds, each way. */
export async function farAway(address: string, port: number, delay: number): Promise<FarAway> {
  const sockets = new Set<Socket>();
  let turns = 0;
  let answered = true;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: address, port, noDelay: true });
    near.on("data", () => {
      if (answered) turns += 1;
      answered = false;
    });
    far.on("data", () => { answered = true; });
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from);
      from.on("data", (chunk: Buffer) => { later(delay, () => to.write(chunk)); });
      from.on("end", () => { later(delay, () => to.end()); });
      from.on("error", () => undefined);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    turns: () => turns,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Timers of one length end in the order in which they were set. */
function later(delay: number, act: () => void): void {
  setTimeout(act, delay);
}
