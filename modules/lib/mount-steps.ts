import type { Step } from "#engine/core/step.js";

/**
 * The new table is tried before it is put in place, so that what cannot be mounted does not keep the host from booting. Folders that were made for
 * nothing are removed. What cannot be remounted is unmounted and mounted.
 */
const MOUNT = `# mount
place=$1 again=$2 table=$3
shift 3
if [ "$table" = yes ]; then
  table=$(mktemp) || exit
  trap 'rm -f -- "$table"' EXIT
  cat > "$table" || exit
  set -- -T "$table" "$@"
fi
if [ "$again" = yes ]; then
  mount -o remount "$@" "$place" && exit
  umount -- "$place" && mount "$@" "$place"
  exit
fi
top=
if [ ! -e "$place" ]; then
  top=$place
  while up=\${top%/*}; [ -n "$up" ] && [ ! -e "$up" ]; do top=$up; done
  mkdir -p -- "$place" || exit
fi
mount "$@" "$place" && exit
code=$?
dir=$place
while [ -n "$top" ] && rmdir -- "$dir" && [ "$dir" != "$top" ]; do dir=\${dir%/*}; done
exit "$code"`;

/** Mounts what a table says of a place: the whole text of an fstab, of which the place's line is used. */
export function mountByTable(place: string, table: string, again: boolean): Step {
  return { kind: "run", command: { script: MOUNT, args: [place, again ? "yes" : "no", "yes"], stdin: table } };
}

/** Mounts by the words that are given to mount(8) before the place. */
export function mountByWords(place: string, words: readonly string[], again: boolean): Step {
  return { kind: "run", command: { script: MOUNT, args: [place, again ? "yes" : "no", "no", ...words] } };
}

const REMOVE = `# unmount and remove
if [ "$2" = yes ]; then umount -- "$1" || exit; fi
[ ! -e "$1" ] || rmdir -- "$1"`;

/** Unmounts a place where something is mounted, and removes the empty folder. */
export function removePlace(place: string, mounted: boolean): Step {
  return { kind: "run", command: { script: REMOVE, args: [place, mounted ? "yes" : "no"] } };
}
