import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { DiffPart } from "#engine/core/change.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Step } from "#engine/core/step.js";
import { gitEnvironment } from "./lib/git-environment.js";
import { probeGit, type Checkout } from "./lib/git-probe.js";
import { commitTarget } from "./lib/git-refs.js";
import { GIT_CLONE, GIT_UPDATE } from "./lib/git-scripts.js";
import { given, option, when } from "./lib/given.js";
import { credentialsIn, type Credentials } from "./lib/url-credentials.js";
import { scriptAs } from "./lib/run-as.js";

const params = {
  type: "object", required: ["repo", "dest"], additionalProperties: false,
  properties: {
    repo: { type: "string", pattern: "^[^-\\s]\\S*$", "x-aliases": ["name"], "x-url": true, description: "Address of the repository: https, ssh, or a path on the host. A name and password in it are given to git in secret, and are kept nowhere." },
    dest: { type: "string", pattern: "^/", description: "Folder for it on the host." },
    version: { type: "string", pattern: "^[^-\\s:][^\\s:]*$", default: "HEAD", description: "Branch, tag or commit; HEAD: the repository's own branch." },
    remote: { type: "string", pattern: "^[A-Za-z0-9_][\\w.-]*$", default: "origin", description: "What the repository is called in the checkout." },
    update: { type: "boolean", default: true, description: "Bring a checkout that is there to the version; no: leave it as it is." },
    clone: { type: "boolean", default: true, description: "Make a checkout where there is none; no: leave it at that." },
    force: { type: "boolean", default: false, description: "Throw away changes that were made to files of the checkout." },
    depth: { type: "integer", minimum: 1, description: "Fetch only so many commits of the history." },
    single_branch: { type: "boolean", default: false, description: "Clone only the branch or tag of the version." },
    recursive: { type: "boolean", default: true, description: "Check out submodules, too." },
    bare: { type: "boolean", default: false, description: "Keep only the repository, with no files checked out." },
    reference: { type: "string", pattern: "^/", description: "A repository on the host to borrow objects from when cloning." },
    key_file: { type: "string", pattern: "^/", description: "Private SSH key on the host." },
    ssh_opts: { type: "string", description: "More words for ssh." },
    accept_hostkey: { type: "boolean", default: false, description: "Accept the key of a host that is not known yet; a changed key is still refused." },
    accept_newhostkey: { type: "boolean", default: false, description: "The same." },
    umask: { type: "string", "x-mode": true, description: "Bits that new files do not get, such as 0022." },
    executable: { type: "string", default: "git", description: "The git to use." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** `repo` is without name and password. */
interface Input extends Params {
  readonly credentials: Credentials | undefined;
}

/** A checkout of a git repository; git-clone(1), git-fetch(1), git-ls-remote(1). */
export const git = defineModule<Params, Checkout, Input>({
  name: "git",
  summary: "Check out a git repository at a branch, tag or commit.",
  description: "The wanted commit is looked up first (git ls-remote; not at all for a whole commit number in a repository that is there), so a check run tells from which commit to which the checkout would go. "
    + "As root, work in a folder of another user is done as that user. Changed files stop the task unless force is set, in a check run as well. A host key is never accepted once it changed.",
  params,
  examples: [
    { title: "The newest of the main branch", yaml: "git:\n  repo: https://github.com/dimagi/commcare-hq.git\n  dest: /home/cchq/www/code\n  version: master" },
    { title: "One commit, with a deploy key", yaml: "git:\n  repo: git@example.org:app.git\n  dest: /opt/app\n  version: 3f786850e387550fdab836ed7e6dc881de23001b\n  key_file: /root/.ssh/deploy\n  accept_newhostkey: true" },
    { title: "Only the newest files of a tag", yaml: "git:\n  repo: https://example.org/app.git\n  dest: /opt/app\n  version: v1.2\n  depth: 1" },
  ],
  returns: { before: "The commit that was checked out, or null.", after: "The commit that is checked out.", remote_url: "Address of the repository." },
  prepare: (given_) => Promise.resolve(withoutPassword(given_)),
  resource: ({ dest }) => `git:${dest}`,
  probe: probeGit,
  desired,
  steps: (difference, input) => [step(difference, input)],
  diff,
  effects,
  values: (state) => (state === undefined ? {} : { before: state.before, after: state.commit, remote_url: state.url }),
});

function withoutPassword(given_: Params): Input {
  const credentials = credentialsIn(given_.repo);
  return { ...given_, repo: credentials?.address ?? given_.repo, credentials };
}

function desired(input: Input, before: Checkout | undefined): Partial<Checkout> | Refusal {
  if (before === undefined) return { ...NEW, present: true, commit: input.version, url: input.repo };
  const wanted = { commit: commitFor(input.version, before), url: input.repo, clean: true };
  if (!before.present) return input.clone ? { ...wanted, present: true } : {};
  if (!input.update) return {};
  return obstacleTo(input, before) ?? { ...wanted, ...(input.recursive && { submodules: true }) };
}

/** As far as it is known here; an abbreviated number of a commit that is still to be fetched stands for itself. */
function commitFor(version: string, before: Checkout): string {
  const sha = before.version === version ? before.target?.sha : undefined;
  return sha ?? foretoldCommit(version, before) ?? version;
}

/** A commit by the beginning of its name, where an earlier task of a check run would have checked it out. */
function foretoldCommit(version: string, { commit }: Checkout): string | undefined {
  return commit !== null && /^[0-9a-f]{7,39}$/.test(version) && commit.startsWith(version) ? commit : undefined;
}

function obstacleTo({ dest, bare, force }: Params, before: Checkout): Refusal | undefined {
  if (before.bare !== bare) return refuse(`${dest} is ${before.bare ? "a bare repository" : "a checkout"}, and bare: ${String(bare)} is asked for`, "choose another dest");
  if (before.clean || force) return undefined;
  return refuse(`${dest} has changes that nobody committed: ${listed(before.changes)}`, "commit or undo them, or set force: true to throw them away");
}

const NEW = { clean: true, submodules: true, before: null, subjects: {}, changes: [], bare: false } as const;

function listed(changes: readonly string[]): string {
  const names = changes.map((line) => line.slice(3));
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

function step({ before }: Difference<Checkout>, input: Input): Step {
  const { kind, name } = before?.target ?? commitTarget(input.version);
  const word = (yes: boolean): string => (yes ? "yes" : "no");
  const args = [input.executable, input.dest, input.remote, kind, name, String(input.depth ?? ""), input.umask ?? "", word(input.force), word(input.recursive), input.repo];
  const options = [...when(input.bare, "--bare"), ...when(input.single_branch, "--single-branch"), ...option("--reference-if-able", input.reference)];
  const [script, more] = before?.present === true ? [GIT_UPDATE, []] : [GIT_CLONE, options];
  return { kind: "run", command: scriptAs(before?.runner, script, [...args, ...more], gitEnvironment(input, false)) };
}

function diff({ before, after, keys }: Difference<Checkout>, { dest }: Params): DiffPart[] {
  const shown = (state: Checkout | undefined): Readonly<Record<string, string | boolean>> | undefined => (state?.present === true ? given({
    commit: described(state.commit, { ...before?.subjects, ...state.subjects }), url: state.url ?? "", clean: state.clean, submodules: state.submodules,
  }) : undefined);
  const undone = (before?.changes ?? []).map((line): DiffPart => ({ kind: "note", title: line.slice(3), note: "local changes are thrown away" }));
  return [{ kind: "fields", title: dest, before: shown(before), after: shown(after), keys: keys.filter((key) => ["commit", "url", "clean", "submodules"].includes(key)) }, ...undone];
}

function described(commit: string | null, subjects: Readonly<Record<string, string>>): string {
  const subject = commit === null ? undefined : subjects[commit];
  return subject === undefined ? commit ?? "none" : `${commit ?? ""} ${subject}`;
}

/** Who owns a new checkout is the session's user, whose name is not known here; root, mostly. */
function effects({ before }: Difference<Checkout>, { dest, bare }: Params): readonly Effect[] {
  if (before?.present === true) return [];
  const owner = before?.runner?.name ?? "root";
  const group = before?.runner?.group ?? "root";
  const state = { kind: "directory", mode: "0755", owner, group, uid: -1, gid: -1 } as const;
  const filled = { ...state, unlisted: true };
  return [{ kind: "path", path: dest, state: filled }, ...when<Effect>(!bare, { kind: "path", path: `${dest}/.git`, state: filled })];
}
