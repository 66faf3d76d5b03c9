import type { ArgvCommand, ScriptCommand } from "#engine/core/command.js";

/**
 * Runs its words after replacing `$NAME`, `${NAME}` and a `~` at the beginning by what they are on the host: as Ansible's command does (Python's
 * os.path.expandvars and expanduser). What is not set stays as it is written; nothing else of a shell's language is known here.
 * eval only ever sees names of letters, digits and _.
 */
const EXPAND = `# expand
expanded() {
  rest=$1 made=
  while case $rest in *'$'*) ;; *) false;; esac; do
    made=$made\${rest%%'$'*}
    rest=\${rest#*'$'}
    case $rest in
      '{'*'}'*) name=\${rest#'{'}; name=\${name%%'}'*}; raw="{$name}";;
      *) name=\${rest%%[!A-Za-z0-9_]*}; raw=$name;;
    esac
    case $name in
      '' | [0-9]* | *[!A-Za-z0-9_]*) made="$made$" ;;
      *)
        if eval "[ \\"\\\${$name+set}\\" ]"; then eval "made=\\$made\\$$name"; else made="$made\\$$raw"; fi
        rest=\${rest#"$raw"} ;;
    esac
  done
  made=$made$rest
  case $made in
    '~' | '~/'*) made=$HOME\${made#'~'} ;;
    '~'*)
      name=\${made#'~'}; name=\${name%%/*}
      home=$(getent passwd "$name" | cut -d: -f6)
      [ -z "$home" ] || made=$home\${made#"~$name"} ;;
  esac
}
for word; do shift; expanded "$word"; set -- "$@" "$made"; done
exec "$@"`;

/** A command of words, some of which the host has to expand. */
export function expandingCommand(argv: readonly string[]): Pick<ArgvCommand, "argv"> | Pick<ScriptCommand, "script" | "args"> {
  return argv.some((word) => word.includes("$") || word.startsWith("~")) ? { script: EXPAND, args: argv } : { argv };
}
