import type { BecomeMethod } from "#engine/core/become-method.js";
import type { Command, Output } from "#engine/core/command.js";
import type { BecomeProblem, Problem, Unreachable } from "#engine/core/problem.js";
import type { Result } from "#engine/core/result.js";
import type { Secret } from "#engine/core/secret.js";
import type { WriteStep } from "#engine/core/step.js";
import type { Target } from "#engine/core/target.js";

/** Becoming another user on the host. */
export interface Become {
  readonly method: BecomeMethod;
  readonly user: string;
  /** Of the login user; with su, of the user to become. */
  readonly password?: Secret;
  /** The words that start the program, such as "sudo su"; left out: the method's name. */
  readonly exe?: readonly string[];
  /** Options, as engine/schema/become-flags gives them; left out: the method's own (Ansible: "-H" for sudo). */
  readonly flags?: readonly string[];
  /** How su or doas ask for the password, besides the ways that are known. */
  readonly prompts?: readonly string[];
}

/** All connections of a run: one per target, opened when first asked for, shared by everything that talks to the host. */
export interface Connections {
  /**
   * The persistent shell of a user on a host; the same session for the same target and user. `become` left out: the login user.
   * Being unreachable is final for this host until `forget`; a user who cannot be become may be later.
   */
  session(target: Target, become?: Become): Promise<Result<Session, Unreachable | BecomeProblem>>;
  /** Drop a host's connection (a reboot, a `meta: reset_connection`), so that the next session connects anew. */
  forget(target: Target): Promise<void>;
  /** Ends everything: commands that still run are killed, temporary files removed where a host still answers. */
  close(): Promise<void>;
}

/** What `read` gives; `cut` as in Output. */
export interface Bytes {
  readonly code: number;
  readonly bytes: Uint8Array;
  readonly stderr: string;
  readonly cut?: boolean;
}

/** A persistent shell on a host. */
export interface Session {
  /** Who the shell is, such as "root". */
  readonly user: string;
  /** Resolves when the connection is lost. A promise of the methods below may then never settle: race against this one. */
  readonly lost: Promise<Unreachable>;
  /**
   * Runs a command in the shell; many calls at once are pipelined and answered in order. Output is UTF-8 (bytes that are not become U+FFFD).
   * `LC_ALL=C.UTF-8`, standard input closed unless given.
   */
  run(command: Command): Promise<Output>;
  /** Like `run`, for bytes: stdout as it came. */
  read(command: Command): Promise<Bytes>;
  /** Runs a user's own command in a channel and process group of its own, so that what it leaves behind cannot disturb the shell. */
  runOwn(command: Command): Promise<Output>;
  /** Writes a whole file atomically, as WriteStep says; leaves nothing behind when it fails. */
  write(step: WriteStep): Promise<Result<undefined, Problem>>;
}
