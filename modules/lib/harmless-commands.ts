import { basename } from "node:path/posix";

type Rule = (words: readonly string[]) => boolean;

const always: Rule = () => true;
const never: Rule = () => false;

/** Only with options that begin with one of these, and no other words. */
function only(...options: readonly string[]): Rule {
  return (words) => words.every((word) => options.some((option) => word.startsWith(option)));
}

/** Only with one of these as first word. */
function verb(...verbs: readonly string[]): Rule {
  return ([first = ""]) => verbs.includes(first);
}

/** Programs that change nothing, and for some with which words. Whatever can write a file by some option is not here. */
const HARMLESS: ReadonlyMap<string, Rule> = new Map([
  ...["true", "false", "id", "whoami", "groups", "uname", "nproc", "arch", "cat", "head", "wc", "ls", "stat", "readlink", "realpath", "basename", "dirname", "test", "[", "echo", "printf", "pwd", "printenv",
    "which", "getent", "df", "du", "free", "uptime", "ps", "pgrep", "ss", "lsb_release", "lsblk", "sha256sum", "sha1sum", "md5sum", "cmp", "grep", "dpkg-query", "expr", "cut"].map((name) => [name, always] as const),
  ["hostname", only("-f", "-s", "-i", "-I", "-d", "--fqdn", "--short")],
  ["date", only("+", "-u", "--utc", "-I")],
  ["dpkg", verb("-l", "-s", "-L", "-S", "--list", "--status", "--print-architecture")],
  ["apt-cache", verb("policy", "show", "search", "madison")],
  ["systemctl", verb("is-active", "is-enabled", "is-failed", "show", "cat", "list-units", "list-unit-files")],
  ["getconf", always], ["timedatectl", verb("show")],
]);

/** Whether a command only reads, whatever it is run on. `PROGRAM --version` does for any program. */
export function isHarmless([program = "", ...words]: readonly string[]): boolean {
  if (words.length === 1 && words[0] === "--version") return true;
  return (HARMLESS.get(basename(program)) ?? never)(words);
}
