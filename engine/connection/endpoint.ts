import type { LoginMeans } from "./login.js";
import type { HostKeyPolicy } from "./host-key.js";

/** One SSH server and everything needed to log in to it. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly login: LoginMeans;
  readonly hostKey: HostKeyPolicy;
  /** Seconds for TCP connect, and again for handshake and login. */
  readonly timeout: number;
}

/** An endpoint and the way there, outermost first. */
export interface Route {
  readonly jumps: readonly Endpoint[];
  readonly last: Endpoint;
}
