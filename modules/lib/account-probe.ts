import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import type { UserEntry } from "#engine/module/host-state.js";
import type { Secret } from "#engine/core/secret.js";
import type { KeyPair } from "./account-key.js";
import { holdsHash, isLocked, parseShadowLine, type ShadowLine } from "./shadow-line.js";

/** A user account as the user module compares it. What nobody asked for is undefined. */
export interface Account {
  /** false: there is no such user; then only what useradd would find and do is known. */
  readonly exists: boolean;
  /** undefined in a prediction: useradd chooses. */
  readonly uid: number | undefined;
  readonly group: string | undefined;
  /** Never compared: the number of the primary group that the user has now. */
  readonly primary?: { readonly group: string; readonly gid: number };
  /** Supplementary groups, sorted. */
  readonly groups: readonly string[];
  readonly comment: string;
  readonly home: string;
  readonly shell: string | undefined;
  readonly homeExists: boolean;
  /** Never compared: the mode that a home gets when it is made. */
  readonly homeMode: string;
  /** Whether the stored hash is the given one: neither of them is part of a state. */
  readonly passwordMatches: boolean | undefined;
  readonly locked: boolean | undefined;
  /** Days since 1970; null: never. */
  readonly expires: number | null | undefined;
  /** Whether there is a pair of SSH keys; only looked for where one is wanted. */
  readonly sshKey?: boolean;
  /** Made anew by this task. */
  readonly sshKeyRenewed?: boolean;
  /** Never compared. */
  readonly keyPair?: KeyPair;
}

/** A user who is not there, and whose host nobody could look at. */
export const NO_ACCOUNT: Account = {
  exists: false, uid: undefined, group: undefined, groups: [], comment: "", home: "", shell: undefined, homeExists: false, homeMode: "0755", passwordMatches: undefined, locked: undefined, expires: undefined,
};

/** What there is to find out. */
export interface AccountQuery {
  readonly name: string;
  readonly state: string;
  readonly uid?: number;
  readonly non_unique: boolean;
  readonly group?: string;
  readonly groups?: readonly string[];
  readonly home?: string;
  readonly move_home: boolean;
  readonly password?: Secret;
  readonly password_lock?: boolean;
  readonly expires?: number;
}

/** Looks at a user, and at the groups and the number that are wanted for it. */
export async function probeAccount(host: Reader, query: AccountQuery): Promise<Account | undefined | Missing | Refusal> {
  const entry = await host.user(query.name);
  if (query.state === "absent" && entry === undefined) return undefined;
  const obstacle = query.state === "present" ? await obstacleTo(host, query, entry) : undefined;
  if (obstacle !== undefined) return obstacle;
  if (entry === undefined) return { ...NO_ACCOUNT, ...await homeAt(host, query.home ?? `/home/${query.name}`) };
  const [home, secrets] = await Promise.all([homeAt(host, entry.home), secretsOf(host, query, entry)]);
  if ("refused" in secrets) return secrets;
  return { exists: true, uid: known(entry.uid), group: groupOf(entry, query.group), ...primaryOf(entry, query.group), groups: entry.groups, comment: entry.comment, home: entry.home, shell: entry.shell, ...home, ...secrets };
}

/** HOME_MODE of login.defs(5), else what UMASK leaves: Debian 13 sets the one, Debian 12 the other. */
async function homeAt(host: Reader, path: string): Promise<Pick<Account, "homeExists" | "homeMode">> {
  const at = await host.path(path, { follow: true });
  if (at.kind !== "absent") return { homeExists: true, homeMode: NO_ACCOUNT.homeMode };
  const settings = new TextDecoder().decode(await host.content("/etc/login.defs"));
  const number = (name: string): number | undefined => { const text = new RegExp(`^${name}\\s+([0-7]+)`, "m").exec(settings)?.[1]; return text === undefined ? undefined : parseInt(text, 8); };
  const mode = number("HOME_MODE") ?? 0o777 & ~(number("UMASK") ?? 0o022);
  return { homeExists: false, homeMode: mode.toString(8).padStart(4, "0") };
}

/** A primary group that is asked for by number is compared by number. */
function groupOf(entry: UserEntry, wanted: string | undefined): string {
  return wanted !== undefined && /^\d+$/.test(wanted) ? String(entry.gid) : entry.group;
}

/** A predicted group has no number yet. */
function primaryOf(entry: UserEntry, wanted: string | undefined): Pick<Account, "primary"> {
  return entry.gid < 0 ? {} : { primary: { group: groupOf(entry, wanted), gid: entry.gid } };
}

async function obstacleTo(host: Reader, query: AccountQuery, entry: UserEntry | undefined): Promise<Missing | Refusal | undefined> {
  const { uid, group, groups = [] } = query;
  const newGroups = [group, ...groups].filter((each) => each !== undefined && each !== "" && each !== entry?.group && entry?.groups.includes(each) !== true) as string[];
  const [holder, ...found] = await Promise.all([
    uid !== undefined && uid !== entry?.uid && !query.non_unique ? host.user(String(uid)) : undefined,
    ...newGroups.map((each) => host.group(each)),
  ]);
  if (holder !== undefined) return refuse(`number ${String(uid)} belongs to the user ${holder.name} already`, "choose another uid, or set non_unique: true");
  const absent = newGroups.find((_, index) => found[index] === undefined);
  return absent === undefined ? moveObstacle(host, query, entry) : missing(`there is no group ${absent}`, "make it first, with the group module");
}

/** usermod(8), -m, moves into no folder that is there. */
async function moveObstacle(host: Reader, { home, move_home }: AccountQuery, entry: UserEntry | undefined): Promise<Refusal | undefined> {
  if (!move_home || home === undefined || entry === undefined || entry.home === home) return undefined;
  const [old, target] = await Promise.all([host.path(entry.home), host.path(home)]);
  return old.kind === "absent" || target.kind === "absent" ? undefined : refuse(`the home of ${entry.name} cannot be moved to ${home}, which is there already`, "remove it, or set move_home: false to use it as it is");
}

type Secrets = Pick<Account, "passwordMatches" | "locked" | "expires">;

/** Only asked where a parameter needs it: shadow(5) is for root alone. */
async function secretsOf(host: Reader, { name, password, password_lock, expires }: AccountQuery, entry: UserEntry): Promise<Secrets | Refusal> {
  const nothing = { passwordMatches: undefined, locked: undefined, expires: undefined };
  if (password === undefined && password_lock === undefined && expires === undefined) return nothing;
  const { stdout } = await host.ask(["getent", "shadow", "--", name]);
  const line = foretoldLine(parseShadowLine(stdout), entry);
  if (line === undefined) return refuse(`the shadow entry of ${name} cannot be read`, "only root may: set become: true");
  return { passwordMatches: password === undefined ? undefined : holdsHash(line, password.reveal()), locked: entry.shadow?.locked ?? isLocked(line), expires: line.expires ?? null };
}

/** What the host has, with what an earlier task of a check run would have set laid over it. */
function foretoldLine(line: ShadowLine | undefined, { shadow }: UserEntry): ShadowLine | undefined {
  const hash = shadow?.hash?.reveal() ?? line?.hash;
  if (hash === undefined) return undefined;
  return { hash, expires: shadow?.expires === undefined ? line?.expires : shadow.expires ?? undefined };
}

function known(uid: number): number | undefined {
  return uid < 0 ? undefined : uid;
}
