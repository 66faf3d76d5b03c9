import type { Client, ClientChannel } from "ssh2";
import { setTimeout as sleep } from "node:timers/promises";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import { channelEnd } from "./channel-end.js";
import type { Channel, Transport } from "./channel.js";
import type { SshError } from "./connect-trouble.js";

/** Milliseconds to go on asking one connection for a channel: sshd counts one that was closed for a while longer (MaxSessions, sshd_config(5)). */
const CHANNEL_PATIENCE = 700;

/** Connections to one host, where its MaxSessions makes more than one necessary. */
const MOST_CONNECTIONS = 6;

/** SSH_OPEN_CONNECT_FAILED (RFC 4254, 5.1): what sshd answers beyond MaxSessions. */
const OPEN_REFUSED = 2;

const CLOSED = "the connection was closed by the host";

/** Logs in once more to the same host. */
type Reconnect = () => Promise<Result<Client, Unreachable>>;

/** One SSH connection, and how many channels it carries and is known to allow. */
interface Carrier {
  readonly client: Client;
  open: number;
  limit: number;
  closed: boolean;
}

/** Channels over a client that is logged in; where it gives no more of them, over another one. */
export class SshTransport implements Transport {
  readonly user: string;
  readonly lost: Promise<Unreachable>;
  readonly #carriers: Carrier[] = [];
  readonly #another: Reconnect;
  #lose: (why: Unreachable) => void = () => undefined;
  #adding: Promise<Unreachable | undefined> | undefined;

  constructor(client: Client, user: string, another: Reconnect) {
    this.user = user;
    this.lost = new Promise((resolve) => { this.#lose = resolve; });
    this.#another = another;
    this.#add(client);
  }

  /** Runs a command line in a new channel. */
  async open(commandLine: string): Promise<Result<Channel, Unreachable>> {
    return await Promise.race([this.lost.then(err), this.#open(commandLine)]);
  }

  /** Disconnects; a host that does not answer is not waited for. */
  async close(): Promise<void> {
    await Promise.all(this.#carriers.map(disconnect));
  }

  async #open(commandLine: string): Promise<Result<Channel, Unreachable>> {
    for (;;) {
      const count = this.#carriers.length;
      for (const carrier of this.#carriers.filter(({ open, limit }) => open < limit)) {
        const opened = await openOn(carrier, commandLine);
        if (opened !== "full") return opened;
      }
      const trouble = this.#carriers.length === count ? await this.#grow() : undefined;
      if (trouble !== undefined) return err(trouble);
    }
  }

  /** Those who find every connection full at the same time wait for the same new one. */
  #grow(): Promise<Unreachable | undefined> {
    this.#adding ??= this.#connectAnother().finally(() => { this.#adding = undefined; });
    return this.#adding;
  }

  async #connectAnother(): Promise<Unreachable | undefined> {
    if (this.#carriers.length >= MOST_CONNECTIONS) return { reason: "no-shell", detail: "the host gives no more channels (MaxSessions in its sshd_config)" };
    const more = await this.#another();
    if (!more.ok) return more.error;
    this.#add(more.value);
    return undefined;
  }

  #add(client: Client): void {
    let why = CLOSED;
    client.on("error", (error: SshError) => {
      why = /EPIPE|ECONNRESET/.test(error.message) ? CLOSED : error.message;
      if (error.level === "client-timeout") this.#lose({ reason: "lost", detail: why }); // over a jump host, "close" would wait for an answer
    });
    const carrier: Carrier = { client, open: 0, limit: Infinity, closed: false };
    client.once("close", () => {
      carrier.closed = true;
      this.#lose({ reason: "lost", detail: why });
    });
    this.#carriers.push(carrier);
  }
}

/** Says goodbye, and waits a second for the other side to hang up. */
async function disconnect({ client, closed }: Carrier): Promise<void> {
  if (closed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      client.destroy();
      resolve();
    }, 1000);
    client.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}

async function openOn(carrier: Carrier, commandLine: string): Promise<Result<Channel, Unreachable> | "full"> {
  const deadline = Date.now() + CHANNEL_PATIENCE;
  carrier.open += 1;
  for (let pause = 20; ; pause *= 2) {
    const opened = await execute(carrier, commandLine);
    if (!(opened instanceof Error)) return ok(opened);
    if ((opened as { reason?: unknown }).reason !== OPEN_REFUSED) return err({ reason: "lost", detail: `the host opens no channel: ${opened.message}` });
    if (Date.now() > deadline) break;
    await sleep(pause * (0.5 + Math.random()));
  }
  carrier.open -= 1;
  carrier.limit = Math.max(carrier.open, 1);
  return "full";
}

/** The channel is listened to at once: of a command that fails immediately the exit code comes in the same packet as the channel itself. */
function execute(carrier: Carrier, commandLine: string): Promise<Channel | Error> {
  return new Promise((resolve) => {
    try {
      carrier.client.exec(commandLine, (error, channel) => { resolve(error ?? channelOf(channel, carrier)); });
    } catch (error) { // ssh2 throws "Not connected"
      resolve(error as Error);
    }
  });
}

function channelOf(stream: ClientChannel, carrier: Carrier): Channel {
  const end = channelEnd();
  stream.on("exit", (code: number | null, signal?: string) => {
    end.exited(code === null ? { signal: (signal ?? "").replace(/^SIG/, "") } : { code });
  });
  stream.once("close", () => {
    carrier.open -= 1;
    end.closed();
  });
  stream.on("error", () => undefined); // a write after the end: `ended` tells
  return { stdin: stream, stdout: stream, stderr: stream.stderr, ended: end.ended, close: () => { stream.close(); } };
}
