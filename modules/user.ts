import type { State } from "#engine/core/change.js";
import { Secret } from "#engine/core/secret.js";
import type { ValueMap } from "#engine/core/value.js";
import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ForetoldShadow, UserEntry } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import type { Step } from "#engine/core/step.js";
import { addUser, changeUser, setPassword, type AccountChange } from "./lib/account-commands.js";
import { keyPairEffects, keyPairValues, keyParams, makeKeyPair, probeKeyPair } from "./lib/account-key.js";
import { NO_ACCOUNT, probeAccount, type Account } from "./lib/account-probe.js";
import { given, when } from "./lib/given.js";
import { dayOf, isPasswordHash } from "./lib/shadow-line.js";

/** The password field of who has no password (shadow(5)). */
const NO_PASSWORD = new Secret("!");

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { type: "string", pattern: "^[^-:,\\s][^:,\\s]*$", "x-aliases": ["user"], description: "Name of the user." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether there should be such a user." },
    uid: { type: "integer", minimum: 0, description: "Its number; left out, the next free one is taken and an existing one is left alone." },
    non_unique: { type: "boolean", default: false, description: "Allow a number that another user has." },
    group: { type: "string", description: "Primary group, by name or number. Left out: a group of the user's own name." },
    groups: { type: "array", items: { type: "string" }, "x-list": true, description: "Supplementary groups; an empty list takes the user out of all (unless append)." },
    append: { type: "boolean", default: false, description: "Add to the supplementary groups and keep the others." },
    comment: { type: "string", pattern: "^[^:\\n]*$", "x-aliases": ["gecos"], description: "Full name or purpose." },
    home: { type: "string", description: "Home folder. Left out: /home/NAME for a new user." },
    create_home: { type: "boolean", default: true, "x-aliases": ["createhome"], description: "Make the home folder when it is not there." },
    move_home: { type: "boolean", default: false, description: "Move the files of the old home folder when `home` changes." },
    shell: { type: "string", description: "Login shell." },
    skeleton: { type: "string", description: "Folder whose files a new home begins with; left out: /etc/skel." },
    system: { type: "boolean", default: false, description: "Take the number from the range of system users. Only used when the user is made." },
    password: { type: "string", "x-secret": true, "x-written": true, description: "The hash of the password, as crypt(5) makes it; never the password itself." },
    update_password: { type: "string", enum: ["always", "on_create"], default: "always", description: "on_create: only a new user gets the password." },
    password_lock: { type: "boolean", description: "Let nobody in by password (true), or take such a lock away (false)." },
    expires: { type: "number", description: "When the account ends, in seconds since 1970; -1 for never." },
    remove: { type: "boolean", default: false, description: "With state absent: remove the home folder and the mail spool too." },
    force: { type: "boolean", default: false, description: "With state absent: remove the user even while logged in. With generate_ssh_key: make a new pair each time." },
    ...keyParams,
    local: { type: "boolean", default: false, description: "Taken for Ansible's sake: useradd(8) always edits /etc/passwd." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A user account; useradd(8), usermod(8), userdel(8), shadow(5). */
export const user = defineModule<Params, Account>({
  name: "user",
  summary: "Make, change or remove a user account.",
  description: "Each field that is given is compared by itself, and only what differs is changed. A password is given as its hash: compared on the control machine, handed to the host by standard "
    + "input, and never shown. Make the hash with a salt of your own (password_hash('sha512', 'salt')): one with a random salt is another one on every run.",
  params,
  examples: [
    { title: "A system user that runs an application", yaml: "user:\n  name: cchq\n  system: true\n  home: /home/cchq\n  shell: /bin/bash" },
    { title: "An administrator, kept in the groups she is in", yaml: "user:\n  name: alice\n  groups: [sudo, adm]\n  append: true" },
    { title: "A password, by its hash", yaml: "user:\n  name: alice\n  password: \"{{ alice_password_hash }}\"\n  update_password: on_create" },
    { title: "With a key pair to log in elsewhere", yaml: "user:\n  name: deploy\n  generate_ssh_key: true\n  ssh_key_type: ed25519\n  ssh_key_comment: \"deploy@{{ inventory_hostname }}\"\nregister: deploy" },
    { title: "Remove a user and all her files", yaml: "user:\n  name: bob\n  state: absent\n  remove: true" },
  ],
  returns: { name: "Name of the user.", uid: "Its number.", group: "The number of the primary group; its name where the task changes it.", groups: "Supplementary groups.", home: "Home folder.", shell: "Login shell.", comment: "Full name.", state: "present or absent.", ssh_key_file: "With generate_ssh_key: the private key.", ssh_fingerprint: "Its fingerprint, as ssh-keygen -l prints it.", ssh_public_key: "The public key." },
  throughPicture: true,
  oneShot: ["sshKeyRenewed"],
  prepare: (written) => Promise.resolve(checked(written)),
  resource: ({ name }) => `user:${name}`,
  probe,
  desired,
  steps,
  diff: ({ before, after, keys }, { name }) => [{ kind: "fields", title: `user ${name}`, before: shown(before), after: shown(after), keys: keys.filter((key) => key !== "exists" && key !== "homeMode" && key !== "keyPair") }],
  effects,
  values: (state, { name }) => (state === undefined ? { name, state: "absent" } : {
    name, state: "present", uid: state.uid ?? null, group: state.primary?.group === state.group ? state.primary?.gid ?? name : state.group ?? name, groups: state.groups, home: state.home, shell: state.shell ?? "", comment: state.comment,
    ...keyValues(state, name),
  }),
});

function keyValues({ keyPair, sshKeyRenewed }: Account, name: string): ValueMap {
  return keyPair === undefined ? {} : keyPairValues(sshKeyRenewed === true ? { path: keyPair.path } : keyPair, name);
}

async function probe(host: Reader, written: Params): Promise<Account | undefined | Missing | Refusal> {
  const account = await probeAccount(host, written);
  if (account === undefined || "missing" in account || "refused" in account || !written.generate_ssh_key) return account;
  const home = written.home ?? (account.home === "" ? `/home/${written.name}` : account.home);
  return { ...account, ...await probeKeyPair(host, home, written) };
}

/** Nothing of a user who is not there. */
function shown(account: Account | undefined): State | undefined {
  return account?.exists === true ? { ...account, exists: undefined, homeMode: undefined, primary: undefined, keyPair: undefined } : undefined;
}

function checked(written: Params): Params | Refusal {
  const { password } = written;
  if (password !== undefined && !isPasswordHash(password.reveal())) {
    return refuse("password is not a hash: it looks like the password itself", "give its hash, such as {{ my_password | password_hash('sha512', 'a fixed salt') }}, or the output of mkpasswd");
  }
  return written;
}

function desired(written: Params, before: Account = NO_ACCOUNT): Partial<Account> | undefined {
  if (written.state === "absent") return undefined;
  const { uid, group, comment, home, shell, password_lock: locked } = written;
  const wanted = given({
    ...wantedKeys(written, before),
    uid, group, comment, home, shell, locked, groups: wantedGroups(written, before), expires: dayOfExpiry(written),
    homeExists: written.create_home ? true : undefined, passwordMatches: setsPassword(written, before) ? true : undefined,
  });
  return before.exists ? wanted : { ...NO_ACCOUNT, ...before, exists: true, home: `/home/${written.name}`, ...wanted };
}

function wantedKeys({ generate_ssh_key, force }: Params, before: Account): Pick<Account, "sshKey" | "sshKeyRenewed"> {
  return generate_ssh_key ? { sshKey: true, ...(force && before.sshKey === true && { sshKeyRenewed: true }) } : {};
}

function setsPassword({ password, update_password }: Params, before: Account): boolean {
  return password !== undefined && (!before.exists || update_password === "always");
}

function dayOfExpiry({ expires }: Params): number | null | undefined {
  return expires === undefined ? undefined : dayOf(expires) ?? null;
}

/** The primary group is no supplementary one, even when the list names it. */
function wantedGroups({ groups, append, group }: Params, before: Account): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  const primary = group ?? before.group;
  const named = groups.filter((each) => each !== "" && each !== primary);
  return [...new Set([...named, ...(append ? before.groups : [])])].sort();
}

function steps({ before = NO_ACCOUNT, after, keys }: Difference<Account>, written: Params): readonly Step[] {
  const { name, remove, force, password } = written;
  if (after === undefined) return [run(["userdel", ...when(remove, "-r"), ...when(force, "-f"), "--", name])];
  const passwordSteps = password !== undefined && keys.includes("passwordMatches") ? [setPassword(name, password)] : [];
  const fieldsToSet = fields(after, written, keys);
  const keySteps = keyPairSteps(after, keys, written);
  if (!before.exists) return [addUser(name, fieldsToSet, newUserWords(written)), ...passwordSteps, ...lockSteps(written, written.password_lock === true), ...keySteps];
  const moves = keys.includes("home") && written.move_home && before.homeExists;
  return [
    ...changeUser(name, fieldsToSet, when(moves, "-m")), ...passwordSteps,
    ...lockSteps(written, keys.includes("locked") || passwordSteps.length > 0), ...when(!moves && lacksHome(written, keys), makeHome(written, before)), ...keySteps,
  ];
}

function keyPairSteps({ keyPair, sshKeyRenewed }: Account, keys: readonly (keyof Account)[], written: Params): readonly Step[] {
  return makesKeys(keys) && keyPair !== undefined ? [makeKeyPair(keyPair, written, sshKeyRenewed === true)] : [];
}

function makesKeys(keys: readonly (keyof Account)[]): boolean {
  return keys.includes("sshKey") || keys.includes("sshKeyRenewed");
}

/** The new home of a user may not be there, where the old one was. */
function lacksHome({ create_home }: Params, keys: readonly (keyof Account)[]): boolean {
  return create_home && (keys.includes("homeExists") || keys.includes("home"));
}

/** A new hash takes the lock away, so that it is put on again after it. */
function lockSteps({ name, password_lock }: Params, needed: boolean): readonly Step[] {
  return when(needed && password_lock !== undefined, run(["usermod", password_lock === true ? "-L" : "-U", "--", name]));
}

/** pam_mkhomedir's helper does nothing where the folder is there already. */
function makeHome({ name, skeleton }: Params, { homeMode }: Account): Step {
  const umask = (0o777 & ~parseInt(homeMode, 8)).toString(8).padStart(4, "0");
  return run(["mkhomedir_helper", name, umask, skeleton ?? "/etc/skel"]);
}

/** What to tell useradd or usermod: the parameters that were given and whose key differs. */
function fields(after: Account, written: Params, keys: readonly (keyof Account)[]): AccountChange {
  const { uid, group, comment, home, shell, non_unique } = written;
  const differing = Object.entries({ uid, group, comment, home, shell, groups: written.groups && after.groups, expires: written.expires === undefined ? undefined : after.expires })
    .filter(([key]) => keys.includes(key as keyof Account));
  return { ...Object.fromEntries(differing), nonUnique: non_unique };
}

function newUserWords({ system, create_home, skeleton }: Params): string[] {
  return [...(system ? ["-r"] : []), ...(create_home ? ["-m"] : ["-M"]), ...(create_home && skeleton !== undefined ? ["-k", skeleton] : [])];
}

function effects({ before = NO_ACCOUNT, after, keys }: Difference<Account>, written: Params): readonly Effect[] {
  const { name } = written;
  if (after === undefined) return [{ kind: "user", name, entry: undefined }, ...when<Effect>(before.group === name, { kind: "group", name, entry: undefined }), ...when<Effect>(written.remove, { kind: "path", path: before.home, state: { kind: "absent", parent: true } })];
  const entry = entryAfter(before, after, written);
  const ownGroup = !before.exists && written.group === undefined;
  return [
    { kind: "user", name, entry },
    ...when<Effect>(ownGroup, { kind: "group", name, entry: { name, gid: -1, members: [] } }),
    ...homeAfter(before, after, { written, entry }),
    ...(makesKeys(keys) && after.keyPair !== undefined ? keyPairEffects(after.keyPair, written, entry.group) : []),
  ];
}

/** A home that moves takes along nobody knows what. */
function homeAfter(before: Account, after: Account, { written, entry }: { written: Params; entry: UserEntry }): readonly Effect[] {
  const { name, uid, group } = entry;
  const changes = before.exists && before.home !== after.home;
  const moves = changes && written.move_home && before.homeExists;
  const directory = { kind: "directory", mode: before.homeMode, owner: name, group, uid, gid: -1 } as const;
  return [
    ...when<Effect>(moves, { kind: "path", path: before.home, state: { kind: "absent", parent: true } }),
    ...when<Effect>(after.homeExists && (changes || !before.homeExists), { kind: "path", path: after.home, state: moves ? { ...directory, unlisted: true } : directory }),
  ];
}

function entryAfter(before: Account, after: Account, written: Params): UserEntry {
  const { name, group } = written;
  const { uid = -1, comment, home, shell = "/bin/sh", groups } = after;
  return { name, uid, gid: -1, comment, home, shell, groups, group: group ?? before.group ?? name, shadow: shadowAfter(before, after, written) };
}

/** useradd(8) makes an account that nobody gets into by password and that never ends. */
function shadowAfter(before: Account, after: Account, { password, password_lock }: Params): ForetoldShadow {
  const sets = password !== undefined && (!before.exists || after.passwordMatches !== before.passwordMatches);
  return {
    ...(!before.exists && { hash: NO_PASSWORD, expires: after.expires ?? null }),
    ...(sets && { hash: password, locked: password.reveal().startsWith("!") }),
    ...(after.expires !== undefined && { expires: after.expires }),
    ...(password_lock !== undefined && { locked: password_lock }),
  };
}

function run(argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}
