import { quote } from "./quote.js";

/** What kind of shell: one that reads any number of commands, or one that reads a single line and leaves its standard input to the command in it. */
export type ShellKind = "persistent" | "single";

/** Random words that only this start of a shell knows. */
export interface StartWords {
  readonly hello: string;
  readonly prompt: string;
}

/** Who to become on the way. */
export interface StartBecome {
  readonly user: string;
  readonly withPassword: boolean;
}

/**
 * The command line that starts a shell, for any login shell. dash reads a script from standard input in blocks and would swallow what is meant
 * for a command: so the single kind takes its line by `read`, which goes byte by byte.
 */
export function startLine(kind: ShellKind, words: StartWords, become?: StartBecome): string {
  const inner = `${greeting(words.hello)}; ${kind === "persistent" ? "exec sh" : "_n=$(printf \"\\n_\"); _n=${_n%_}; IFS= read -r _l && eval \"$_l\""}`;
  if (become === undefined) return `exec sh -c ${quote(inner)}`;
  return `exec sh -c ${quote(`LC_ALL=C; export LC_ALL; exec ${sudo(words.prompt, become)} sh -c ${quote(`cd; ${inner}`)}`)}`;
}

/** Both streams are greeted; stdout also tells proc(5)'s stat of the shell, in which its session is found. */
function greeting(hello: string): string {
  return `read -r _s </proc/$$/stat; printf "%s:%s\\n" ${hello} "$_s"; printf "%s:\\n" ${hello} >&2`;
}

function sudo(prompt: string, { user, withPassword }: StartBecome): string {
  return `sudo -H ${withPassword ? `-S -p ${prompt}` : "-n"} -u ${quote(user)} --`;
}
