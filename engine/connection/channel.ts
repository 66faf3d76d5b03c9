import type { Readable, Writable } from "node:stream";
import type { Result } from "#engine/core/result.js";
import type { Unreachable } from "#engine/core/problem.js";

/** How a process at the far end of a channel ended; neither is known when the connection went away first. */
export interface ChannelEnd {
  readonly code?: number;
  /** Without SIG, such as "TERM". */
  readonly signal?: string;
}

/** A process on a host with its three streams: an SSH exec channel, or a child process. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<ChannelEnd>;
  /** Closes our end; it does not kill the process. */
  close(): void;
}

/** A way to run processes on one host as the login user. */
export interface Transport {
  /** The login user. */
  readonly user: string;
  /** Runs a command line (a constant of ours: no values in it) by the user's login shell. */
  open(commandLine: string): Promise<Result<Channel, Unreachable>>;
  /** Resolves when the connection is gone. */
  readonly lost: Promise<Unreachable>;
  close(): Promise<void>;
}
