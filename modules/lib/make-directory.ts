import type { Step } from "#engine/core/step.js";
import type { Attributes } from "#engine/module/host-state.js";
import { idsAfter } from "./ownership.js";

/** Each folder that is made gets the mode and the owner; until it has them nobody else may enter. */
const MAKE_DIRECTORY = `# make directory
mode=$2 owners=$3
make() {
  [ ! -d "$1" ] || return 0
  [ "\${1%/*}" = "" ] || make "\${1%/*}" || return
  if [ -n "$mode$owners" ]; then mkdir -m 0700 -- "$1"; else mkdir -- "$1"; fi || return
  [ -z "$owners" ] || chown -- "$owners" "$1" || return
  if [ -n "$mode" ]; then chmod -- "$mode" "$1"; elif [ -n "$owners" ]; then chmod 0755 -- "$1"; fi
}
make "\${1%/}"`;

/** Makes a folder, and its parents where they are not there. `owners` as chown(1) takes it; "" for both: as mkdir(1) does. */
export function makeDirectory(path: string, mode: string, owners: string): Step {
  return { kind: "run", command: { script: MAKE_DIRECTORY, args: [path, mode, owners] } };
}

/** What the folders get that makeDirectory has to make, for the predicted picture. */
export function madeFolders({ mode = "0755", owner = "", group = "" }: { readonly mode?: string | undefined; readonly owner?: string | undefined; readonly group?: string | undefined }): Attributes {
  return { mode, owner, group, ...idsAfter({ owner, group }) };
}
