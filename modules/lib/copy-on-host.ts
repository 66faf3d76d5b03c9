import type { Step } from "#engine/core/step.js";

/** Copied beside its place, given owner and mode, checked, and renamed. What comes after the sixth argument are the words of the check. */
const COPY = `# copy on the host
src=$1 dest=$2 owners=$3 mode=$4 backup=$5
shift 5
new=$(mktemp -- "$dest.tsplay.XXXXXX") || exit
trap 'rm -f -- "$new"' EXIT
cp -- "$src" "$new" || exit
if [ -e "$dest" ]; then chown --reference="$dest" -- "$new"; chmod --reference="$dest" -- "$new"; else chmod 0644 -- "$new"; fi
[ -z "$owners" ] || chown -- "$owners" "$new" || exit
[ -z "$mode" ] || chmod -- "$mode" "$new" || exit
if [ $# -gt 0 ]; then
  for word; do
    shift
    case $word in *%s*) word="\${word%%%s*}$new\${word#*%s}";; esac
    set -- "$@" "$word"
  done
  "$@" || exit
fi
[ "$backup" = no ] || [ ! -e "$dest" ] || cp -p -- "$dest" "$dest.$(date +%Y-%m-%d@%H:%M:%S)~" || exit
mv -fT -- "$new" "$dest"`;

/** How a copy is to be placed. */
export interface Placing {
  readonly owner?: string;
  readonly group?: string;
  readonly mode?: string;
  readonly backup: boolean;
  /** Words of a command that checks the copy, "%s" for its path. */
  readonly validate: readonly string[] | undefined;
}

/** Copies a file of the host to another place on it, whole or not at all. */
export function copyOnHost(src: string, dest: string, { owner = "", group, mode = "", backup, validate = [] }: Placing): Step {
  const owners = `${owner}${group === undefined ? "" : `:${group}`}`;
  return { kind: "run", command: { script: COPY, args: [src, dest, owners, mode, backup ? "yes" : "no", ...validate] } };
}
