import { connect } from "node:net";
import type { Duplex } from "node:stream";
import ssh2 from "ssh2";
import type { Client, ConnectConfig } from "ssh2";
import type { Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import { connectTrouble, handshakeTrouble } from "./connect-trouble.js";
import type { HandshakeTrouble, SshError } from "./connect-trouble.js";
import type { Endpoint } from "./endpoint.js";
import { hostKeyCheck } from "./host-key.js";
import type { Appends } from "./host-key.js";
import type { Keys } from "./keys.js";
import { loginOf, tryInTurn } from "./login.js";
import type { Login } from "./login.js";
import { watchSilence } from "./silence.js";

/** What all connections of a run share. */
export interface Shared {
  readonly keys: Keys;
  readonly appends: Appends;
  /** Seconds between keepalives. */
  readonly keepalive: number;
}

/** How many keepalive intervals may go by without a sign of life before the connection counts as lost. */
const MISSES = 3;

/**
 * group-exchange is left out: ssh2 computes its large primes on the main thread, 1.4 s in which every other host waits, and no sshd offers it alone.
 */
const KEX: NonNullable<NonNullable<ConnectConfig["algorithms"]>["kex"]> = ["curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521", "diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512"];

/** A TCP connection without Nagle's delay: with it every small packet waits for 40 ms. */
export async function dial({ address, port, timeout }: Endpoint): Promise<Result<Duplex, Unreachable>> {
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(err({ reason: "connect-timeout", address, port, detail: `no answer within ${timeout} seconds` }));
    }, timeout * 1000);
    socket.once("error", (error) => {
      clearTimeout(timer);
      resolve(err(connectTrouble(error, { address, port })));
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      resolve(ok(socket));
    });
  });
}

/** Opens the connection that a handshake goes over. */
export type Dial = () => Promise<Result<Duplex, Unreachable>>;

/** Connects, and logs in. */
export async function logIn(endpoint: Endpoint, dialTo: Dial, shared: Shared): Promise<Result<Client, HandshakeTrouble>> {
  const login = await loginOf(endpoint.login, shared.keys);
  if (!login.ok) return err({ cause: login.error, again: false });
  const check = await hostKeyCheck(endpoint.hostKey, shared.appends);
  // Nothing may be waited for between the two: a socket that closes before ssh2 listens to it would go unnoticed.
  const opened = await dialTo();
  if (!opened.ok) return err({ cause: opened.error, again: false });
  const attempt = new Attempt(endpoint, login.value);
  const client = await attempt.run({
    sock: opened.value, username: endpoint.login.user,
    readyTimeout: endpoint.timeout * 1000, keepaliveInterval: shared.keepalive * 1000, keepaliveCountMax: Infinity,
    algorithms: { kex: KEX, serverHostKey: check.algorithms },
    hostVerifier: (key: Buffer, verify: (fine: boolean) => void) => {
      void check.verify(key).then((trouble) => {
        attempt.badHostKey = trouble;
        verify(trouble === undefined);
      });
    },
    authHandler: tryInTurn(login.value.methods, attempt.tried),
  });
  if (client.ok) watchSilence(opened.value, { seconds: shared.keepalive, misses: MISSES }, () => { stopAnswering(client.value); });
  return client;
}

/** Ends a client as ssh2 does it when keepalives go unanswered. */
function stopAnswering(client: Client): void {
  client.emit("error", Object.assign(new Error("the host stopped answering"), { level: "client-timeout" }));
  client.destroy();
}

class Attempt {
  readonly tried: string[] = [];
  badHostKey: Unreachable | undefined;
  readonly #endpoint: Endpoint;
  readonly #login: Login;

  constructor(endpoint: Endpoint, login: Login) {
    this.#endpoint = endpoint;
    this.#login = login;
  }

  run(config: ConnectConfig): Promise<Result<Client, HandshakeTrouble>> {
    return new Promise((resolve) => {
      const client = new ssh2.Client();
      client.once("ready", () => { resolve(ok(client)); });
      client.on("error", (error: SshError) => {
        if (client.listenerCount("ready") > 0) client.destroy(); // it is not up yet, and nobody else would
        resolve(err(this.#trouble(error)));
      });
      client.once("close", () => { resolve(err(this.#trouble(new Error("Connection lost before handshake")))); });
      client.connect(config);
    });
  }

  #trouble(error: SshError): HandshakeTrouble {
    if (this.badHostKey !== undefined) return { cause: this.badHostKey, again: false };
    const { address, login, timeout } = this.#endpoint;
    if (error.level !== "client-authentication") return handshakeTrouble(error, this.#endpoint, timeout);
    return { cause: this.#login.unusable ?? { reason: "auth-failed", user: login.user, address, tried: this.tried }, again: false };
  }
}
