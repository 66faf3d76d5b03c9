import { refuse, type Refusal } from "#engine/module/contract.js";
import type { PathState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";

/** A predicted command would make something there, and nobody knows whether a file or a directory: the task cannot be decided in a check run. */
export function unsureKind(host: Reader, path: string, found: PathState): Refusal | undefined {
  if (found.kind !== "other" || found.unsure !== true) return undefined;
  host.undecided(`whether ${path} will be a file or a directory`);
  return refuse(`${path} may be anything by then`);
}
