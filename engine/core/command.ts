import type { Secret } from "./secret.js";

/** What a host is asked to run: a list of words, or a constant script with its values as positional arguments. Never shell text with values pasted in. */
export type Command = (ArgvCommand | ScriptCommand) & CommandOptions;

/** A program and its arguments; quoted once, in engine/connection. */
export interface ArgvCommand {
  readonly argv: readonly string[];
  readonly script?: never;
}

/** POSIX sh text that is a constant of our source; `args` arrive in it as $1, $2 ... */
export interface ScriptCommand {
  readonly script: string;
  readonly args: readonly string[];
  readonly argv?: never;
}

/** What goes with a command. */
export interface CommandOptions {
  /** Standard input; closed (/dev/null) when left out. A secret reaches a program this way or by `env`, never as an argument. */
  readonly stdin?: string | Uint8Array | Secret;
  readonly env?: Readonly<Record<string, string | Secret>>;
  /** The folder to run in. */
  readonly cwd?: string;
  /** A question that keeps the host busy for a second or so: it is not asked before its task's turn has come, when a change may have made it needless. */
  readonly costly?: boolean;
  /** Seconds, after which the command and its children are killed on the host and `code` is 124. */
  readonly timeout?: number;
}

/** What a command left behind. */
export interface Output {
  /** Exit code; 124 after a timeout, 127 for a program that is not there, 128 + n for signal n. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** There was more output than is kept (24 MiB of each stream): what is here is not all of it. */
  readonly cut?: boolean;
  /** When it began and ended, in milliseconds since 1970 of the control machine; only of steps that were performed. */
  readonly times?: { readonly began: number; readonly ended: number };
}
