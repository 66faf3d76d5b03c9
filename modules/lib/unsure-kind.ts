import { refuse, type Refusal } from "#engine/module/contract.js";
import type { PathState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";

/** A predicted command would make something there, and nobody knows whether a file or a directory: the task cannot be decided in a check run. */
export function unsureKind(host: Reader, path: string, found: PathState): Refusal | undefined {
  if (found.kind !== "other" || found.unsure !== true) return undefined;
  host.undecided(`whether ${path} will be a file or a directory`);
  return refuse(`${path} may be anything by then`);
}

/** Folders have to be made for a path, and something that is no folder is in their place. */
export function blockedFolder(found: PathState): Refusal | undefined {
  if (found.kind !== "absent" || found.blockedBy === undefined) return undefined;
  return refuse(`${found.blockedBy} is in the way: it is no directory`, "remove it first (file: state: absent), or choose another path");
}

/** Why no whole file can be put at a path. */
export function unfitForFile(host: Reader, path: string, found: PathState): Refusal | undefined {
  if (found.kind === "directory") return refuse(`${path} is a directory`, "give the path of a file in `dest`");
  const unfit = unsureKind(host, path, found) ?? blockedFolder(found);
  return unfit ?? (found.kind === "other" ? refuse(`${path} is no regular file`, "give the path of a file in `dest`") : undefined);
}
