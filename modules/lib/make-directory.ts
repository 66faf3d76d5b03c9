import type { Step } from "#engine/core/step.js";

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
