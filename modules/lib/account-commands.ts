import type { Step } from "#engine/core/step.js";
import { Secret } from "#engine/core/secret.js";
import { dateOf } from "./shadow-line.js";

/** What useradd(8) and usermod(8) are told; a field that is left out is not mentioned to them. */
export interface AccountChange {
  readonly uid?: number | undefined;
  readonly nonUnique?: boolean | undefined;
  /** Primary group. */
  readonly group?: string | undefined;
  /** Supplementary groups, all of them. */
  readonly groups?: readonly string[] | undefined;
  readonly comment?: string | undefined;
  readonly home?: string | undefined;
  readonly shell?: string | undefined;
  /** Day of expiry; null: never. */
  readonly expires?: number | null | undefined;
}

/** useradd refuses to make a user's own group when there is one of that name already: it is taken instead. */
const ADD = `# useradd
name=$1
shift
if getent group "$name" >/dev/null; then set -- -g "$name" "$@"; fi
exec useradd "$@" -- "$name"
`;

/** Makes a user. `more`: further words for useradd, such as -r. */
export function addUser(name: string, change: AccountChange, more: readonly string[]): Step {
  const words = [...more, ...optionsOf(change, "useradd")];
  if (change.group !== undefined) return { kind: "run", command: { argv: ["useradd", ...words, "--", name] } };
  return { kind: "run", command: { script: ADD, args: [name, ...words] } };
}

/** Changes a user; nothing when nothing is to be changed. */
export function changeUser(name: string, change: AccountChange, more: readonly string[] = []): Step[] {
  const words = [...optionsOf(change, "usermod"), ...more];
  return words.length === 0 ? [] : [{ kind: "run", command: { argv: ["usermod", ...words, "--", name] } }];
}

/** Sets the password field to a hash, which travels by standard input: an argument could be read by every user of the host. */
export function setPassword(name: string, hash: Secret): Step {
  return { kind: "run", command: { argv: ["chpasswd", "-e"], stdin: Secret.join([`${name}:`, hash, "\n"]) } };
}

/** useradd has no empty list of groups: a new user is in none. */
function optionsOf({ uid, nonUnique, group, groups, comment, home, shell, expires }: AccountChange, program: "useradd" | "usermod"): string[] {
  return [
    ...option("-u", uid === undefined ? undefined : String(uid)), ...(uid !== undefined && nonUnique === true ? ["-o"] : []),
    ...option("-g", group),
    ...option("-G", program === "useradd" && groups?.length === 0 ? undefined : groups?.join(",")),
    ...option("-c", comment), ...option("-d", home), ...option("-s", shell),
    ...option("-e", expires === undefined ? undefined : dateOf(expires ?? undefined)),
  ];
}

function option(flag: string, value: string | undefined): string[] {
  return value === undefined ? [] : [flag, value];
}
