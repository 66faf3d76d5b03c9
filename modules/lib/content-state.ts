import type { FileContent } from "#engine/core/step.js";
import type { Wanted } from "./ownership.js";

/** A whole file that should be somewhere on the host. */
export interface WantedContent extends Wanted {
  /** The file's path, or a folder for it (there already, or with a slash at its end). */
  readonly dest: string;
  /** What it is called in a folder; "": it cannot go into one. */
  readonly name: string;
  /** Its bytes, or a file of the host itself. */
  readonly content: FileContent | { readonly from: "host"; readonly path: string };
  /** What may be shown of it: undefined for what is secret, long, or only on the host. */
  readonly bytes: Uint8Array | undefined;
  /** Known beforehand unless it is on the host. */
  readonly sha256: string | undefined;
  readonly size: number | undefined;
  /** A file that is there already is replaced. */
  readonly force: boolean;
  readonly backup: boolean;
  /** Write where a link at the path leads, and not in its place. */
  readonly follow: boolean;
  readonly validate: readonly string[] | undefined;
  /** For folders that have to be made on the way; undefined: only where `dest` ends with a slash. */
  readonly makeFolders: boolean;
  readonly directoryMode: string | undefined;
}

/** A path as the modules that write whole files see it. */
export interface ContentState {
  readonly path: string;
  readonly kind: "absent" | "file" | "link";
  readonly sha256?: string | undefined;
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  readonly size?: number;
  readonly target?: string;
  /** Whether the folder for it is there. */
  readonly folder: boolean;
  /** What it holds, where that differs and can be shown. Never compared. */
  readonly text?: string;
  /** The file of the host that it is to be a copy of. Never compared. */
  readonly source?: { readonly sha256: string; readonly size: number; readonly mode: string };
}

/** The longest file that is shown as text, in bytes. */
export const SHOWN = 2 ** 20;

/** Bytes as text; undefined where they are none (a NUL, or not UTF-8). */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // not UTF-8
  }
}
