import type { Secret } from "#engine/core/secret.js";
import type { Wanted } from "./ownership.js";

/** Digests that the host can compute, by their names in `checksum`; each has a program NAMEsum in coreutils. */
export const ALGORITHMS = ["sha256", "sha512", "sha384", "sha224", "sha1", "md5"] as const;

/** A kind of digest. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** A file that should be on the host as some server has it. */
export interface Download extends Wanted {
  readonly url: string;
  readonly dest: string;
  /** What it is called in a folder: the last part of the URL's path. */
  readonly name: string;
  readonly algorithm: Algorithm;
  /** Hex digest that it must have, where the playbook says so. */
  readonly digest: string | undefined;
  /** Where a list of digests is, as sha256sum writes it: what curl has to be told to get it. */
  readonly sums: string | Secret | undefined;
  /** What curl has to be told to get the file. */
  readonly config: string | Secret;
  readonly force: boolean;
  readonly backup: boolean;
}

/** The path as get_url sees it. */
export interface DownloadState {
  readonly path: string;
  readonly kind: "absent" | "file" | "link";
  readonly digest?: string | undefined;
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  readonly size?: number | undefined;
  /** The digest that the server says the file has. Never compared. */
  readonly offered?: string;
}
