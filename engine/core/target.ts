import type { Secret } from "./secret.js";

/** Where and how to reach a host: the ansible_* connection variables, resolved. */
export interface Target {
  /** The inventory name, for messages. */
  readonly host: string;
  readonly connection: "ssh" | "local";
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly privateKeyFile?: string;
  readonly password?: Secret;
  /** known_hosts files to look in before the user's and the system's own. */
  readonly knownHostsFiles: readonly string[];
  readonly hostKeyChecking: "yes" | "accept-new" | "no";
  /** As ssh's -J: [user@]host[:port], comma-separated; left out: what ~/.ssh/config says. */
  readonly proxyJump?: string;
  /** Tells connections of the same host apart: a task in the background has one of its own. */
  readonly background?: number;
  /** Seconds for TCP connect and handshake. */
  readonly timeout: number;
}
