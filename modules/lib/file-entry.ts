import type { Effect } from "#engine/module/effect.js";
import type { PathState } from "#engine/module/host-state.js";
import { madeFolders } from "./make-directory.js";
import { idsAfter } from "./ownership.js";

/** A path as the module file sees it. */
export interface FileEntry {
  /** "file", "directory", "link", "other"; "hard": a second name of the file in `src`. */
  readonly kind: string;
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
  /** Where a link leads, as it is written in it. */
  readonly target?: string;
  /** The path itself is a link, and was followed here. */
  readonly at?: string;
  /** With `recurse`: how many paths in the tree are not as wanted. */
  readonly unlike?: number;
  /** One-shot: the times were set. */
  readonly touched?: boolean;
  /** For a directory that is in the way or is to be removed: how many names are in it. */
  readonly holds?: number;
  readonly size?: number;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** What stands at the path after the change, for the predicted picture. */
export function pathEffect(path: string, after: FileEntry | undefined, before: FileEntry | undefined): Effect {
  if (after === undefined) return { kind: "path", path, state: { kind: "absent", parent: true } };
  return { kind: "path", path: after.at ?? path, state: stateOf(after, before), ...(after.kind === "directory" && { folders: madeFolders(after) }), ...(before?.kind === "file" && after.kind === "file" && { kept: true }) };
}

function stateOf(after: FileEntry, before: FileEntry | undefined): PathState {
  const { kind, owner = "", group = "" } = after;
  if (kind === "link") return { kind, target: after.target ?? "", owner, group };
  const attributes = { owner, group, ...idsAfter({ owner, group }, before) };
  if (kind === "directory") return { kind, mode: after.mode ?? "0755", ...attributes };
  return { kind: "file", mode: after.mode ?? "0644", ...attributes, size: after.size ?? 0, sha256: EMPTY, mtime: 0, links: 1 };
}

/** SHA-256 of nothing: `touch` makes empty files; of others the content is kept. */
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
