import { defineModule } from "#engine/module/define.js";
import type { Difference, Missing, Refusal } from "#engine/module/contract.js";
import { refuse } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Step } from "#engine/core/step.js";
import { addUser, changeUser, setPassword, type AccountChange } from "./lib/account-commands.js";
import { probeAccount, type Account } from "./lib/account-probe.js";
import { dayOf, isPasswordHash } from "./lib/shadow-line.js";

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
    password: { type: "string", "x-secret": true, description: "The hash of the password, as crypt(5) makes it; never the password itself." },
    update_password: { type: "string", enum: ["always", "on_create"], default: "always", description: "on_create: only a new user gets the password." },
    password_lock: { type: "boolean", description: "Let nobody in by password (true), or take such a lock away (false)." },
    expires: { type: "number", description: "When the account ends, in seconds since 1970; -1 for never." },
    remove: { type: "boolean", default: false, description: "With state absent: remove the home folder and the mail spool too." },
    force: { type: "boolean", default: false, description: "With state absent: remove the user even while logged in." },
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
    { title: "Remove a user and all her files", yaml: "user:\n  name: bob\n  state: absent\n  remove: true" },
  ],
  returns: { name: "Name of the user.", uid: "Its number.", group: "Primary group.", groups: "Supplementary groups.", home: "Home folder.", shell: "Login shell.", comment: "Full name.", state: "present or absent." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(checked(given)),
  resource: ({ name }) => `user:${name}`,
  probe: probeAccount,
  desired,
  steps,
  effects,
  values: (state, { name }) => (state === undefined ? { name, state: "absent" } : {
    name, state: "present", uid: state.uid ?? null, group: state.group ?? name, groups: state.groups, home: state.home, shell: state.shell ?? "", comment: state.comment,
  }),
});

function checked(given: Params): Params | Refusal {
  const { password } = given;
  if (password !== undefined && !isPasswordHash(password.reveal())) {
    return refuse("password is not a hash: it looks like the password itself", "give its hash, such as {{ my_password | password_hash('sha512', 'a fixed salt') }}, or the output of mkpasswd");
  }
  return given;
}

function desired(given: Params, before: Account | undefined): Partial<Account> | undefined | Missing | Refusal {
  if (given.state === "absent") return undefined;
  const wanted = {
    uid: given.uid, group: given.group, comment: given.comment, home: given.home, shell: given.shell,
    groups: wantedGroups(given, before), locked: given.password_lock,
    expires: given.expires === undefined ? undefined : dayOf(given.expires) ?? null,
    passwordMatches: given.password === undefined ? undefined : true,
    ...(given.create_home && { homeExists: true }),
  };
  if (before === undefined) return { ...wanted, home: given.home ?? `/home/${given.name}`, comment: given.comment ?? "", groups: wanted.groups ?? [] } as Partial<Account>;
  if (given.update_password === "on_create") return defined({ ...wanted, passwordMatches: undefined });
  return defined(wanted);
}

function defined(wanted: object): Partial<Account> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** The primary group is no supplementary one, even when the list names it. */
function wantedGroups({ groups, append, group }: Params, before: Account | undefined): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  const primary = group ?? before?.group;
  const named = groups.filter((each) => each !== "" && each !== primary);
  return [...new Set([...named, ...(append ? before?.groups ?? [] : [])])].sort();
}

function steps({ before, after, keys }: Difference<Account>, given: Params): readonly Step[] {
  const { name, password } = given;
  if (after === undefined) return [run(["userdel", ...(given.remove ? ["-r"] : []), ...(given.force ? ["-f"] : []), "--", name])];
  const wrong = new Set(keys);
  const passwordSteps = password !== undefined && wrong.has("passwordMatches") ? [setPassword(name, password)] : [];
  const lock = given.password_lock;
  if (before === undefined) return [addUser(name, { ...fields(after, given, () => true) }, newUserWords(given)), ...passwordSteps, ...(lock === true ? [run(["usermod", "-L", "--", name])] : [])];
  const change = fields(after, given, (key) => wrong.has(key));
  const moved = change.home !== undefined && given.move_home && before.homeExists;
  return [
    ...changeUser(name, change, moved ? ["-m"] : []),
    ...passwordSteps,
    ...(lock !== undefined && (wrong.has("locked") || (lock && passwordSteps.length > 0)) ? [run(["usermod", lock ? "-L" : "-U", "--", name])] : []),
    ...(wrong.has("homeExists") || (change.home !== undefined && given.create_home && !moved) ? [makeHome(given)] : []),
  ];
}

/** pam_mkhomedir's helper does nothing where the folder is there already. */
function makeHome({ name, skeleton }: Params): Step {
  return run(["mkhomedir_helper", name, "0022", skeleton ?? "/etc/skel"]);
}

/** What to tell useradd or usermod: the given parameters whose key is to be mentioned. */
function fields(after: Account, given: Params, mentioned: (key: keyof Account) => boolean): AccountChange {
  const only = <T>(key: keyof Account, value: T): T | undefined => (mentioned(key) ? value : undefined);
  return {
    uid: only("uid", given.uid), nonUnique: given.non_unique, group: only("group", given.group), comment: only("comment", given.comment),
    home: only("home", given.home), shell: only("shell", given.shell),
    groups: given.groups === undefined ? undefined : only("groups", after.groups),
    expires: given.expires === undefined ? undefined : only("expires", after.expires),
  };
}

function newUserWords({ system, create_home, skeleton }: Params): string[] {
  return [...(system ? ["-r"] : []), ...(create_home ? ["-m"] : ["-M"]), ...(create_home && skeleton !== undefined ? ["-k", skeleton] : [])];
}

function effects({ before, after }: Difference<Account>, { name, group, remove }: Params): readonly Effect[] {
  if (after === undefined) {
    const home: Effect[] = remove && before !== undefined ? [{ kind: "path", path: before.home, state: { kind: "absent", parent: true } }] : [];
    return [{ kind: "user", name, entry: undefined }, ...home];
  }
  const uid = after.uid ?? -1;
  const primary = group ?? before?.group ?? name;
  const entry = { name, uid, gid: -1, comment: after.comment, home: after.home, shell: after.shell ?? "/bin/sh", groups: after.groups, group: primary };
  return [
    { kind: "user", name, entry },
    ...(before === undefined && group === undefined ? [{ kind: "group", name, entry: { name, gid: -1, members: [] } } as const] : []),
    ...(after.homeExists && before?.homeExists !== true ? [{ kind: "path", path: after.home, state: { kind: "directory", mode: "0755", owner: name, group: primary, uid, gid: -1 } } as const] : []),
  ];
}

function run(argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}
