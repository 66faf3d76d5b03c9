/** Exit codes of WRITE_SCRIPT, one for each stage that can fail. */
export const WRITE_CODES = { parent: 81, create: 82, space: 83, differs: 84, owner: 85, mode: 86, validate: 87, rename: 88, backup: 89 } as const;

/**
 * Puts standard input in the place of a file, by a temporary file beside it and rename(2).
 *   $1 path   $2 mode or ""   $3 owner or ""   $4 group or ""   $5 "follow" or ""   $6 "backup" or ""
 *   $7 size, when the sha256 of the content follows it on standard input as a line; else ""   $8... words of the check, %s stands for the file
 * The temporary file is nobody else's to read from the start, and is gone when anything fails. Its name tells whose it is, by host and process
 * (the folder may be shared by hosts): what a crash left behind is removed by the next one to write there, and what another host left there
 * once it is a day old. PIPE is caught because a host whose connection is gone cannot even complain.
 * stdout: what the check printed, then its exit code as the last line.
 */
export const WRITE_SCRIPT = `
path=$1 mode=$2 owner=$3 group=$4 follow=$5 backup=$6 size=$7; shift 7
LF='
'
case $path in /*) ;; *) path=./$path ;; esac
[ -z "$follow" ] || [ ! -L "$path" ] || path=$(readlink -f -- "$path") || exit ${WRITE_CODES.parent}
dir=\${path%/*}
[ -d "$dir/" ] || { echo "$dir is not a folder" >&2; exit ${WRITE_CODES.parent}; }
[ ! -d "$path" ] || [ -L "$path" ] || { echo "$path is a folder" >&2; exit ${WRITE_CODES.rename}; }
umask 077
tmp=
trap '[ -z "$tmp" ] || rm -f -- "$tmp"' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
read -r host </proc/sys/kernel/hostname
for left in "$dir"/.tsplay-*-*-??????; do
  [ -f "$left" ] || continue
  pid=\${left%-*} name=\${left##*/}
  [ "\${name%-*-*}" != ".tsplay-$host" ] || [ -d "/proc/\${pid##*-}" ] || rm -f -- "$left"
  [ ! -f "$left" ] || find "$left" -mmin +1440 -delete 2>/dev/null
done
tmp=$(mktemp -- "$dir/.tsplay-$host-$$-XXXXXX") || { tmp=; exit ${WRITE_CODES.create}; }
if [ -z "$size" ]; then
  cat >"$tmp" || exit ${WRITE_CODES.space}
else
  head -c "$size" >"$tmp" || exit ${WRITE_CODES.space}
  IFS= read -r wanted
  got=$(sha256sum <"$tmp") || exit ${WRITE_CODES.differs}
  [ "\${got%% *}" = "$wanted" ] || { echo "the bytes that arrived are not those that were sent" >&2; exit ${WRITE_CODES.differs}; }
fi
exec </dev/null
if [ -f "$path" ] && [ ! -L "$path" ]; then
  set -- "$(stat -c '%a %u %g' -- "$path")" "$@"
  old=$1; shift
  old_group=\${old##* }; old=\${old% *}
  owner=\${owner:-\${old#* }} group=\${group:-$old_group} mode=\${mode:-\${old% *}}
fi
if [ -n "$owner$group" ]; then
  chown -- "$owner\${group:+:$group}" "$tmp" || exit ${WRITE_CODES.owner}
fi
chmod -- "\${mode:-0644}" "$tmp" || exit ${WRITE_CODES.mode}
if [ $# -gt 0 ]; then
  for word; do
    shift
    done_=
    while :; do
      case $word in *%s*) done_=$done_\${word%%%s*}$tmp word=\${word#*%s} ;; *) break ;; esac
    done
    set -- "$@" "$done_$word"
  done
  "$@" 2>&1; code=$?
  [ $code = 0 ] || { printf '%s' "$LF$code"; exit ${WRITE_CODES.validate}; }
fi
sync -- "$tmp" || exit ${WRITE_CODES.space}
[ -z "$backup" ] || [ ! -e "$path" ] || cp -p -- "$path" "$path.$(date +%Y-%m-%d@%H:%M:%S)~" || exit ${WRITE_CODES.backup}
mv -fT -- "$tmp" "$path" || exit ${WRITE_CODES.rename}
tmp=`;
