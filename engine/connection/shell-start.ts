import { becomeCommand } from "./become-words.js";
import { quote } from "./quote.js";
import type { Become } from "./types.js";

/** What kind of shell: one that reads any number of commands, or one that reads a single line and leaves its standard input to the command in it. */
export type ShellKind = "persistent" | "single";

/** Random words that only this start of a shell knows. */
export interface StartWords {
  readonly hello: string;
  readonly prompt: string;
}

/**
 * The command line that starts a shell, for any login shell. dash reads a script from standard input in blocks and would swallow what is meant
 * for a command: so the single kind takes its line by `read`, which goes byte by byte.
 */
export function startLine(kind: ShellKind, words: StartWords, become?: Become): string {
  const shell = kind === "persistent" ? "exec sh" : "_n=$(printf \"\\n_\"); _n=${_n%_}; IFS= read -r _l && eval \"$_l\"";
  const tellStat = `read -r _s </proc/$$/stat; printf "%s:%s\\n" ${words.hello} "$_s"`; // proc(5): the shell's session is in there
  const greeting = `${tellStat}; printf "%s:\\n" ${words.hello} >&2`;
  if (become === undefined) return `exec sh -c ${quote(`${greeting}; ${shell}`)}`;
  const start = needsTerminal(become)
    ? inTerminal(words, (script) => becomeCommand(become, script, words.prompt), `${FOLDER}; ${tellStat}; ${shell}`)
    : `exec ${becomeCommand(become, `${FOLDER}; ${greeting}; ${shell}`, words.prompt)}`;
  const path = become.method === "runuser" ? "PATH=$PATH:/usr/sbin:/sbin; " : ""; // it is for root alone, and lies where other logins do not look
  return `exec sh -c ${quote(`LC_ALL=C; export LC_ALL; ${path}printf "%s\\n" ${askingWord(words)} >&2; ${start}`)}`;
}

/** The folder of the login, as in Ansible; where it may not be read, the user's own. */
const FOLDER = "[ -r . ] || cd 2>/dev/null || cd /tmp";

/** Said on stderr before another user is become: what looks like a question for a password before it is none. */
export function askingWord({ hello }: StartWords): string {
  return `${hello}-asking`;
}

/** Said on stdout by a user who was become in a terminal; the answer is `goWord`. */
export function readyWord({ hello }: StartWords): string {
  return `${hello}-ready`;
}

/** The last line that goes to the terminal. */
export function goWord({ hello }: StartWords): string {
  return `${hello}-go`;
}

/** Said on stderr, with the exit code behind it, when it came to nothing in a terminal. */
export function goneWord({ hello }: StartWords): string {
  return `${hello}-gone:`;
}

/** doas(1) asks at the terminal only; su and sudo -S take standard input. */
function needsTerminal({ method, password }: Become): boolean {
  return method === "doas" && password !== undefined;
}

/**
 * A terminal by script(1) which carries nothing but the question and its answer: all else goes past it through the descriptors 3, 4 and 5, so
 * that no byte is changed. A loop hands lines of standard input on to the terminal until the go word; the user who was become waits for that word, and so
 * knows that nobody else reads standard input any more. At last the terminal is given up (setsid(1)): a program that opens /dev/tty
 * must fail, not wait. Where standard input ends before that word, nobody will ever answer the question: the group is killed (script holds all
 * other signals back), and the terminal with it. The greeting on stderr goes by the terminal, behind all that the terminal still had to say.
 */
function inTerminal(words: StartWords, become: (script: string) => string, shell: string): string {
  const go = goWord(words);
  const lines = (then: string): string => `while IFS= read -r _p; do ${then}case $_p in ${go}) break;; esac; done`;
  const ready = `stty -echo -opost </dev/tty; printf "%s\\n" ${readyWord(words)}; ${lines("")} </dev/tty; printf "%s:\\n" ${words.hello} >/dev/tty`;
  const inside = `exec ${become(`${ready}; exec setsid -w sh -c ${quote(shell)}`)} <&3 >&4 2>&5 3<&- 4>&- 5>&-`;
  const terminal = `SHELL=/bin/sh script -qec ${quote(inside)} /dev/null >&5 2>&5; _c=$?; printf "%s%s\\n" ${goneWord(words)} $_c >&5; exit $_c`;
  const missing = "echo \"script is not installed (package bsdutils), and doas asks for passwords at a terminal only\" >&2";
  return `command -v script >/dev/null || { ${missing}; exit 127; }; exec 3<&0 4>&1 5>&2; { ${lines("printf \"%s\\n\" \"$_p\"; ")}; case $_p in ${go}) ;; *) kill -KILL 0;; esac; } <&3 2>/dev/null | { ${terminal}; }`;
}
