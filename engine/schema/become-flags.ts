import type { BecomeMethod } from "#engine/core/become-method.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { splitWords } from "./words.js";

/** The options of a program, as getopt(3) reads them; those in no list are unknown. */
interface Flags {
  /** Letters that take no value, and those that take one. */
  readonly plain: string;
  readonly valued: string;
  /** Long options; true: with a value. */
  readonly long: Readonly<Record<string, boolean>>;
  /** What tsplay gives itself, and passes over: whether a password is asked for, and where it is read. */
  readonly own: readonly string[];
  /** Words that are not options and may stand all the same. */
  readonly words: RegExp;
  /** Why others may not be given. */
  readonly refused: Readonly<Record<string, string>>;
}

const USER = "become_user names the user";
const COMMAND = "tsplay gives the command itself";
const NO_COMMAND = "no command is run with it";

/** su(1) and runuser(1) of util-linux. */
const SU: Flags = {
  plain: "lmpfT", valued: "sgGw", own: [], words: /^-$/,
  long: { login: false, "preserve-environment": false, fast: false, "no-pty": false, shell: true, group: true, "supp-group": true, "whitelist-environment": true },
  refused: {
    c: COMMAND, command: COMMAND, "session-command": COMMAND, u: USER, user: USER, h: NO_COMMAND, help: NO_COMMAND, V: NO_COMMAND, version: NO_COMMAND,
    P: "a terminal would mix both outputs of a command, and change what is in them", pty: "a terminal would mix both outputs of a command, and change what is in them",
  },
};

const FLAGS: Readonly<Record<BecomeMethod, Flags>> = {
  // sudo(8); VAR=value sets a variable
  sudo: {
    plain: "BEHPikNs", valued: "CDRTacgrt", own: ["n", "S", "non-interactive", "stdin"], words: /^[A-Za-z_]\w*=/,
    long: {
      bell: false, "preserve-env": false, "set-home": false, "preserve-groups": false, login: false, "reset-timestamp": false, "no-update": false, shell: false,
      "close-from": true, chdir: true, chroot: true, "command-timeout": true, group: true, role: true, type: true,
    },
    refused: {
      u: USER, user: USER, p: "tsplay knows the question for the password by words of its own", prompt: "tsplay knows the question for the password by words of its own",
      A: "tsplay gives the password itself", askpass: "tsplay gives the password itself", b: "nobody would know how a command in the background ends", background: "nobody would know how a command in the background ends",
      h: "another host is another host of the inventory", host: "another host is another host of the inventory", K: NO_COMMAND, "remove-timestamp": NO_COMMAND,
      e: NO_COMMAND, edit: NO_COMMAND, l: NO_COMMAND, list: NO_COMMAND, U: NO_COMMAND, "other-user": NO_COMMAND, v: NO_COMMAND, validate: NO_COMMAND, V: NO_COMMAND, version: NO_COMMAND, help: NO_COMMAND,
    },
  },
  su: SU, runuser: SU,
  // doas(1)
  doas: { plain: "", valued: "a", own: ["n"], words: /^$/, long: {}, refused: { u: USER, C: NO_COMMAND, L: NO_COMMAND, s: COMMAND } },
};

/** Options of a method as single words, without those that tsplay gives itself; an error tells which cannot be given, and why. */
export function becomeFlagsOf(method: BecomeMethod, text: string): Result<readonly string[], string> {
  const words = splitWords(text)?.map((word) => word.text);
  return words === undefined ? err("has a quote that is not closed") : readAll(method, words);
}

function readAll(method: BecomeMethod, words: readonly string[]): Result<readonly string[], string> {
  const given: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const read = word.startsWith("--") ? readLong(method, word, rest) : readShort(method, word, rest);
    if (!read.ok) return read;
    given.push(...read.value);
  }
  return ok(given);
}

function readLong(method: BecomeMethod, word: string, rest: string[]): Result<readonly string[], string> {
  const flags = FLAGS[method];
  const [, name = "", value] = /^--([^=]*)(=.*)?$/s.exec(word) ?? [];
  if (flags.own.includes(name)) return ok([]);
  if (!Object.hasOwn(flags.long, name)) return err(refusal(method, `--${name}`, name));
  if (flags.long[name] !== true || value !== undefined) return ok([word]);
  const next = rest.shift();
  return next === undefined ? err(`has ${word} without its value`) : ok([word, next]);
}

/** Letters behind one dash; what follows one that takes a value is its value. */
function readShort(method: BecomeMethod, word: string, rest: string[]): Result<readonly string[], string> {
  const flags = FLAGS[method];
  if (flags.words.test(word)) return ok([word]);
  if (!/^-./.test(word)) return err(`has "${word}", which is not an option of ${method}`);
  const given: string[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    if (flags.valued.includes(letter)) {
      const value = at + 1 < word.length ? word.slice(at + 1) : rest.shift();
      return value === undefined ? err(`has -${letter} without its value`) : ok([...given, `-${letter}`, value]);
    }
    if (flags.own.includes(letter)) continue;
    if (!flags.plain.includes(letter)) return err(refusal(method, `-${letter}`, letter));
    given.push(`-${letter}`);
  }
  return ok(given);
}

function refusal(method: BecomeMethod, shown: string, name: string): string {
  const why = FLAGS[method].refused;
  return Object.hasOwn(why, name) ? `has ${shown}, which cannot be given to ${method}: ${why[name] ?? ""}` : `has ${shown}, which is not an option of ${method}`;
}
