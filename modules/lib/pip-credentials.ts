import type { Command } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import { credentialsIn, gitCredentials, type Credentials } from "./url-credentials.js";

/** Words for pip without what must not be seen in the list of processes, and that apart from them. */
export interface PipWords {
  readonly words: readonly string[];
  readonly credentials: readonly Credentials[];
  /** Of --proxy, where a name and password are in it. */
  readonly proxy?: Secret;
}

/** Takes names and passwords out of the addresses among words for pip (indexes, links, packages). */
export function secretWords(words: readonly string[]): PipWords {
  const at = words.findIndex((word) => word === "--proxy" || word.startsWith("--proxy="));
  const alone = words[at] === "--proxy";
  const proxy = at < 0 ? undefined : alone ? words[at + 1] : words[at]?.slice("--proxy=".length);
  if (proxy?.includes("@") === true) return { ...secretWords(words.toSpliced(at, alone ? 2 : 1)), proxy: new Secret(proxy) };
  const found = words.map((word) => [word, credentialsIn(word)] as const);
  return { words: found.map(([word, credentials]) => credentials?.address ?? word), credentials: found.flatMap(([, credentials]) => credentials ?? []) };
}

/**
 * pip with what it must keep secret: names and passwords in a netrc file that only its user may read and that goes when pip does (pip, "Authentication": also
 * the processes that pip starts to build packages find them there), and for addresses of git in git's environment. Everything else of ~/.netrc stays in force.
 */
const WITH_NETRC = `# pip with a netrc
umask=$1
shift
netrc=$(umask 077; mktemp) || exit
trap 'rm -f -- "$netrc"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
cat >"$netrc" || exit
[ ! -r ~/.netrc ] || cat ~/.netrc >>"$netrc"
export NETRC="$netrc"
[ -z "$umask" ] || umask "$umask"
"$@" </dev/null`;

const MASKED = `# pip under a umask
umask "$1"
shift
"$@"`;

/** What of a task pip's words go with. */
export interface PipSecrets extends Omit<PipWords, "words"> {
  readonly umask?: string;
}

/** A command of pip's. */
export function pipCommand(argv: readonly string[], { umask, credentials, proxy }: PipSecrets): Command {
  const env = { ...(credentials.length > 0 && gitCredentials(credentials, [])), ...(proxy !== undefined && { PIP_PROXY: proxy }) };
  if (credentials.length > 0) return { script: WITH_NETRC, args: [umask ?? "", ...argv], stdin: netrc(credentials), env };
  return { ...(umask === undefined ? { argv } : { script: MASKED, args: [umask, ...argv] }), env };
}

/** netrc(5), as Python's module reads it: in quotes a backslash escapes. */
function netrc(all: readonly Credentials[]): Secret {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  return Secret.join(all.flatMap(({ host, user, password }) => [`machine ${host} login ${quoted(user)} password `, password.derive(quoted), "\n"]));
}
