import type { Secret } from "#engine/core/secret.js";

/** What can be at a path (stat(2), through coreutils' stat). */
export type PathState =
  /** `parent`: whether the folder that would hold it exists (and is a folder). `blockedBy`: a path above it that is there and is no folder. */
  | { readonly kind: "absent"; readonly parent: boolean; readonly blockedBy?: string }
  | FileState | DirectoryState
  | { readonly kind: "link"; readonly target: string; readonly owner: string; readonly group: string }
  | OtherState;

/** A regular file. */
export interface FileState extends Attributes {
  readonly kind: "file";
  readonly size: number;
  /** Hex digest of the content; undefined when the content of a predicted file is not known. */
  readonly sha256: string | undefined;
  readonly mtime: number;
  readonly links: number;
}

/** A directory. */
export interface DirectoryState extends Attributes {
  readonly kind: "directory";
  /** Left out of predicted ones. */
  readonly mtime?: number;
  /** Predicted, and nobody knows all that will be in it: a clone, a home that was moved. */
  readonly unlisted?: boolean;
}

/** A device, socket or pipe; or something that a predicted command would make, and nobody knows what. */
export interface OtherState extends Attributes {
  readonly kind: "other";
  /** It will be there, and may be anything (`creates` of a command). */
  readonly unsure?: boolean;
}

/** What every inode has. Names where the host knows them, else numbers as text. */
export interface Attributes {
  /** Four octal digits, such as "0644". */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** A line of passwd(5). */
export interface UserEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly comment: string;
  readonly home: string;
  readonly shell: string;
  /** Supplementary groups, sorted. */
  readonly groups: readonly string[];
  /** The name of the primary group. */
  readonly group: string;
  /** Only in predictions: what of the line of shadow(5) a task would have set. */
  readonly shadow?: ForetoldShadow;
}

/** What is foretold of a line of shadow(5); what is left out is as the host has it. */
export interface ForetoldShadow {
  /** The password field. */
  readonly hash?: Secret;
  readonly locked?: boolean;
  /** Days since 1970; null: never. */
  readonly expires?: number | null;
}

/** A line of group(5). */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** A Debian package as dpkg and apt see it. */
export interface PackageState {
  readonly name: string;
  /** The installed version; undefined when it is not installed. */
  readonly installed: string | undefined;
  /** Configuration files are left of a removed package ("rc"). */
  readonly configured: boolean;
}

/** A systemd unit as `systemctl show` sees it. */
export interface UnitState {
  readonly name: string;
  /** LoadState: "loaded", "not-found", "masked" ... */
  readonly load: string;
  /** ActiveState: "active", "inactive", "failed", "activating" ... */
  readonly active: string;
  readonly sub: string;
  /** UnitFileState: "enabled", "disabled", "static", "masked", "" ... */
  readonly enabled: string;
  readonly needDaemonReload: boolean;
}
