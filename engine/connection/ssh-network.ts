import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import type { Client } from "ssh2";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Transport } from "./channel.js";
import type { Endpoint, Route } from "./endpoint.js";
import { Appends } from "./host-key.js";
import { Keys } from "./keys.js";
import type { Surroundings } from "./ssh-config.js";
import { dial, logIn } from "./ssh-connect.js";
import type { Dial } from "./ssh-connect.js";
import { SshTransport } from "./ssh-transport.js";

/** Settings of all SSH connections. */
export interface NetworkOptions extends Surroundings {
  /** Handshakes at once at one address or jump host. */
  readonly handshakes: number;
  /** Seconds between keepalives. */
  readonly keepalive: number;
}

/** How often to try a handshake that sshd drops; with the pauses between, about ten seconds. */
const ATTEMPTS = 8;

/** All SSH connections of a run: the way to each target, over jump hosts that are shared. */
export class SshNetwork {
  readonly #shared = { keys: new Keys(), appends: new Appends() };
  readonly #queues = new Map<string, PQueue>();
  readonly #jumps = new Map<string, Promise<Result<Client, Unreachable>>>();
  readonly #options: NetworkOptions;
  #closed = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Connects along a route. */
  async connect({ jumps, last }: Route): Promise<Result<Transport, Unreachable>> {
    const client = await this.#through(jumps, last);
    return client.ok ? ok(new SshTransport(client.value, last.login.user, () => this.#through(jumps, last))) : client;
  }

  /** Ends the connections to jump hosts; handshakes that fail are not tried again. */
  close(): void {
    this.#closed = true;
    for (const jump of this.#jumps.values()) void jump.then((client) => client.ok && client.value.end());
    this.#jumps.clear();
  }

  async #through(jumps: readonly Endpoint[], last: Endpoint): Promise<Result<Client, Unreachable>> {
    const via = jumps.at(-1);
    if (via === undefined) return await this.#handshake(last, nameOf(last), () => dial(last));
    const jump = await this.#jump(jumps.slice(0, -1), via);
    if (!jump.ok) return err({ reason: "jump-failed", jump: nameOf(via), cause: jump.error.reason === "jump-failed" ? jump.error.cause : jump.error });
    return await this.#handshake(last, nameOf(via), () => forward(jump.value, last));
  }

  /** A jump host is connected to once; when it failed or went away, the next one to need it tries anew. */
  #jump(before: readonly Endpoint[], via: Endpoint): Promise<Result<Client, Unreachable>> {
    const name = [...before, via].map(nameOf).join(",");
    const known = this.#jumps.get(name);
    if (known !== undefined) return known;
    const made = this.#through(before, via).then((jump) => {
      if (jump.ok) jump.value.once("close", () => this.#jumps.delete(name));
      else this.#jumps.delete(name);
      return jump;
    });
    this.#jumps.set(name, made);
    return made;
  }

  /** Not too many at once at one sshd, and again with some jitter where it drops them. */
  async #handshake(endpoint: Endpoint, queueName: string, dialTo: Dial): Promise<Result<Client, Unreachable>> {
    const queue = this.#queues.get(queueName) ?? new PQueue({ concurrency: this.#options.handshakes });
    this.#queues.set(queueName, queue);
    for (let attempt = 1; ; attempt += 1) {
      const client = await queue.add(() => logIn(endpoint, dialTo, { ...this.#shared, keepalive: this.#options.keepalive }));
      if (client.ok) return client;
      if (!client.error.again || attempt === ATTEMPTS || this.#closed) return err(client.error.cause);
      await sleep(Math.min(100 * 2 ** attempt, 3000) * (0.5 + Math.random()));
    }
  }
}

/** A TCP connection from the jump host on. sshd's refusal says no more than that it could not connect. */
async function forward(jump: Client, { address, port }: Endpoint): Promise<Result<Duplex, Unreachable>> {
  return await new Promise((resolve) => {
    try {
      jump.forwardOut("127.0.0.1", 0, address, port, (error, channel) => {
        resolve(error === undefined ? ok(channel) : err({ reason: "no-route", address, port, detail: `from the jump host: ${error.message}` }));
      });
    } catch (error) {
      resolve(err({ reason: "no-route", address, port, detail: `from the jump host: ${(error as Error).message}` }));
    }
  });
}

function nameOf({ login, address, port }: Endpoint): string {
  return `${login.user}@${address}:${port}`;
}
