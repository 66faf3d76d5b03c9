import { didYouMean } from "#engine/core/suggest.js";
import type { Output } from "#engine/core/command.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { gitEnvironment, type GitAccess } from "./git-environment.js";
import { commitTarget, findTarget, isWholeCommit, parseRefs, refPatterns, type Target } from "./git-refs.js";
import { GIT_LOOK } from "./git-scripts.js";
import { withoutCredentials } from "./url-credentials.js";
import { ownerOf, scriptAs, type Runner } from "./run-as.js";

/** A repository on the host, as the git module compares it. */
export interface Checkout {
  readonly present: boolean;
  /** The commit that HEAD stands for; null: none. */
  readonly commit: string | null;
  readonly url: string | null;
  /** No file that git knows was changed. */
  readonly clean: boolean;
  /** All submodules are as the commit records them. */
  readonly submodules: boolean;
  /** Never compared, as all below: what is asked for; undefined where nobody asked the repository. */
  readonly target: Target | undefined;
  /** What `target` is the answer to. */
  readonly version: string;
  /** The commit before the task. */
  readonly before: string | null;
  /** First lines of the messages of the commits that are known here, by commit. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly changes: readonly string[];
  readonly bare: boolean;
  readonly runner: Runner;
}

/** What there is to find out. */
export interface GitQuery extends GitAccess {
  readonly repo: string;
  readonly version: string;
  readonly remote: string;
  readonly update: boolean;
  readonly recursive: boolean;
  readonly executable: string;
}

/** Looks at the folder, and at the repository where the version has to be looked up there. Writes nothing and fetches nothing. */
export async function probeGit(host: Reader, query: GitQuery): Promise<Checkout | Missing | Refusal> {
  const [at, runner] = await Promise.all([host.path(query.dest, { follow: true }), ownerOf(host, query.dest)]);
  if (at.kind === "file" || at.kind === "other") return refuse(`${query.dest} is not a folder`);
  const local = at.kind === "directory" ? await lookLocally(host, query, runner) : NOTHING;
  if (!("kind" in local)) return local;
  const target = await targetOf(host, query, { present: local.kind !== "empty", runner });
  if (target !== undefined && !("kind" in target)) return target;
  return { ...stateOf(local), target: target && knownHere(target, local), version: query.version, runner };
}

function stateOf({ kind, head, remote, dirty: changes, submodules, subjects }: Local): Omit<Checkout, "target" | "version" | "runner"> {
  const commit = head ?? null;
  return { present: kind !== "empty", commit, url: remote === undefined ? null : withoutCredentials(remote), clean: changes.length === 0, submodules: submodules.length === 0, before: commit, subjects, changes, bare: kind === "bare" };
}

/** An abbreviated commit number is one that only the repository on the host can complete. */
function knownHere(target: Target, { known }: Local): Target {
  return target.kind === "commit" && target.sha === undefined ? { ...target, sha: known } : target;
}

interface Local {
  readonly kind: string;
  readonly head: string | undefined;
  readonly remote: string | undefined;
  /** The commit that the version stands for here. */
  readonly known: string | undefined;
  readonly subjects: Readonly<Record<string, string>>;
  readonly dirty: readonly string[];
  readonly submodules: readonly string[];
}

const NOTHING: Local = { kind: "empty", head: undefined, remote: undefined, known: undefined, subjects: {}, dirty: [], submodules: [] };

async function lookLocally(host: Reader, query: GitQuery, runner: Runner): Promise<Local | Missing | Refusal> {
  const { executable, dest, remote, version, recursive } = query;
  const output = await host.ask(scriptAs(runner, GIT_LOOK, [executable, dest, remote, version, recursive ? "yes" : "no"], gitEnvironment(query, true)));
  if (output.code === 127) return missing(`${executable} is not installed`, "install it first: apt: name=git");
  if (output.code !== 0) return refuse(`git cannot read ${dest}: ${complaint(output)}`);
  const local = parseLook(output.stdout);
  return local.kind === "other" ? refuse(`${dest} holds files, and is no git repository`, "move them away, or choose another dest") : local;
}

function parseLook(text: string): Local {
  const lines = text.split("\n").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
  const all = (key: string): string[] => lines.filter(([word]) => word === key).map(([, rest]) => rest);
  const [head] = all("head");
  const [known, ...words] = all("local")[0]?.split(" ") ?? [];
  const subjects = { ...(known !== undefined && { [known]: words.join(" ") }), ...(head !== undefined && { [head]: all("subject")[0] ?? "" }) };
  return { kind: all("kind")[0] ?? "other", head, remote: all("remote")[0], known, subjects, dirty: all("dirty"), submodules: all("submodule") };
}

/** Which commit is wanted. The repository is asked only if that cannot be known here: a whole commit number in a repository that is there needs no network. */
async function targetOf(host: Reader, query: GitQuery, { present, runner }: { present: boolean; runner: Runner }): Promise<Target | Missing | undefined> {
  const { version, repo, update, executable } = query;
  if (present && !update) return undefined;
  if (present && isWholeCommit(version)) return commitTarget(version);
  const output = await host.ask(scriptAs(runner, LS_REMOTE, [executable, repo, ...refPatterns(version)], { ...gitEnvironment(query, true), timeout: 120 }));
  if (output.code === 127) return missing(`${executable} is not installed`, "install it first: apt: name=git");
  if (output.code !== 0) return missing(`git cannot reach ${repo}: ${complaint(output)}`, "can the host reach it, and does it have a key for it?");
  return findTarget(version, parseRefs(output.stdout)) ?? missing(`${repo} has no branch or tag ${version}`, await guess(host, query, runner));
}

const LS_REMOTE = `# git ls-remote
git=$1 repo=$2
shift 2
command -v "$git" >/dev/null || exit 127
exec "$git" ls-remote --symref -- "$repo" "$@"
`;

async function guess(host: Reader, query: GitQuery, runner: Runner): Promise<string | undefined> {
  const { stdout } = await host.ask(scriptAs(runner, LS_REMOTE, [query.executable, query.repo], { ...gitEnvironment(query, true), timeout: 120 }));
  return didYouMean(query.version, [...parseRefs(stdout).commits.keys()].map((ref) => ref.replace(/^refs\/(?:heads|tags)\//, "")));
}

function complaint({ stderr }: Output): string {
  return stderr.trim().split("\n").find((line) => /^(?:fatal|error|ssh|.*denied|.*failed)/i.test(line)) ?? stderr.trim().split("\n").at(-1) ?? "";
}
