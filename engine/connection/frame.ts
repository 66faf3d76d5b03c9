import type { Command } from "#engine/core/command.js";
import { commandText, timeLimit } from "./command-text.js";
import { withInput } from "./input-text.js";

/**
 * What a shell is told first: the locale, a PATH that finds the administrator's programs as well (a plain login of Debian has none of the
 * sbin folders), `_e` which ends the output of a command on both streams, and `_l` which tells a command killed for its
 * time limit (timeout(1) gives 137 then) from one that was killed otherwise. One line.
 */
export function prelude(nonce: string): string {
  return [
    "LC_ALL=C.UTF-8; export LC_ALL; unset LANGUAGE CDPATH",
    "case :$PATH: in *:/usr/sbin:*) ;; *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export PATH ;; esac",
    `_e() { printf '%s:%s:%s\\n' ${nonce} "$1" "$2"; printf '%s:%s:%s\\n' ${nonce} "$1" "$2" >&2; }`,
    "_l() { _c=$1; [ \"$1\" = 137 ] || return 0; read -r _u _x </proc/uptime; [ $((${_u%.*} - ${_t%.*})) -lt \"$2\" ] || _c=124; }",
  ].join("; ");
}

/** A command and the markers after it. `raw`: it inherits the shell's own standard input. Newlines are only inside single quotes. */
export function frame(command: Command, number: number, input: "own" | "raw" = "own"): string {
  const text = input === "raw" ? commandText(command) : withInput(commandText(command), command.stdin);
  const limit = timeLimit(command);
  if (limit === undefined) return `${text}; _e ${number} $?`;
  return `read -r _t _x </proc/uptime; ${text}; _l $? ${Math.floor(limit)}; _e ${number} $_c`;
}

/** A frame as one line, for a shell that reads its command by `read -r` and has a newline in $_n. */
export function oneLine(text: string): string {
  return text.replaceAll("\n", "'\"$_n\"'");
}
