import type { Unreachable } from "#engine/core/problem.js";

/** Where a connection was going. */
export interface Destination {
  readonly address: string;
  readonly port: number;
}

/** What a failed TCP connect means. A name with several addresses fails with one error for each: the first speaks for all. */
export function connectTrouble(error: NodeJS.ErrnoException, { address, port }: Destination): Unreachable {
  const first = error instanceof AggregateError ? error.errors[0] as NodeJS.ErrnoException : error;
  const code = first.code ?? "";
  const detail = first.message;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || first.syscall === "getaddrinfo") return { reason: "dns", address, detail };
  if (code === "ECONNREFUSED") return { reason: "refused", address, port, detail };
  if (code === "ETIMEDOUT") return { reason: "connect-timeout", address, port, detail };
  return { reason: "no-route", address, port, detail };
}

/** An error of ssh2: `level` tells the layer. */
export type SshError = Error & { readonly level?: string };

/** What an error during the handshake means, and whether to try once more. */
export interface HandshakeTrouble {
  readonly cause: Unreachable;
  /** sshd drops connections at random while too many are still logging in (MaxStartups, sshd_config(5)). */
  readonly again: boolean;
}

/** What a failed handshake means. */
export function handshakeTrouble(error: SshError, { address, port }: Destination, seconds: number): HandshakeTrouble {
  if (error.level === "client-timeout") {
    return { cause: { reason: "connect-timeout", address, port, detail: `connected, but the SSH login was not through after ${seconds} seconds` }, again: false };
  }
  const dropped = /Connection lost before handshake|ECONNRESET|EPIPE/.test(error.message);
  const detail = dropped ? "the host closed the connection during the SSH handshake, several times" : error.message;
  return { cause: { reason: "handshake", address, detail }, again: dropped };
}
