import type { Command } from "./command.js";
import type { Secret } from "./secret.js";

/** One thing to do on a host, as data: a plan can be shown, saved and approved before anybody acts. */
export type Step = RunStep | WriteStep | FetchStep;

/** Run a command; any exit code that is not in `okCodes` is a failure. */
export interface RunStep {
  readonly kind: "run";
  readonly command: Command;
  /** Exit codes that are fine; [0] when left out. */
  readonly okCodes?: readonly number[];
  /** A tty-less command of the user's own: runs in a channel and process group of its own. */
  readonly own?: boolean;
}

/** Put a whole file in its place: written beside it, fsynced, given owner and mode, checked by `validate`, renamed. */
export interface WriteStep {
  readonly kind: "write";
  readonly path: string;
  readonly content: FileContent;
  /** Octal text such as "0644"; left out: the mode the file has, else 0644. */
  readonly mode?: string;
  /** User and group names or numbers; left out: those the file has, else those of the session. */
  readonly owner?: string;
  readonly group?: string;
  /** Words of a command that checks the file before it is put in place; "%s" stands for its path. */
  readonly validate?: readonly string[];
  /** Keep the old file beside the new one, as path.DATE~. */
  readonly backup?: boolean;
  /** Follow a symbolic link at `path` and write where it leads (true), or replace the link itself (false, the default). */
  readonly follow?: boolean;
  /** Seconds, after which it is given up without a trace: set by the engine, not by modules. */
  readonly timeout?: number;
}

/** Bring a file of the host to the control machine: written beside its place there, and renamed. Folders for it are made. */
export interface FetchStep {
  readonly kind: "fetch";
  /** The file on the host; links are followed. */
  readonly path: string;
  /** Absolute, on the control machine. */
  readonly to: string;
  /** Hex digest that what arrives must have; left out: whatever arrives is taken. */
  readonly sha256?: string;
}

/** The bytes of a file: in memory, secret, or streamed from a file of the control machine. */
export type FileContent =
  | { readonly from: "memory"; readonly bytes: Uint8Array }
  | { readonly from: "secret"; readonly text: Secret }
  | { readonly from: "file"; readonly path: string; readonly size: number };
