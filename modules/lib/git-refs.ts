/** What `git ls-remote --symref` told of a repository. */
export interface RemoteRefs {
  /** Commit by full name of the ref; of an annotated tag the commit it stands for. */
  readonly commits: ReadonlyMap<string, string>;
  /** The branch that HEAD stands for, such as refs/heads/main. */
  readonly head: string | undefined;
}

/** Reads lines of `SHA\tref`, `SHA\tref^{}` and `ref: refs/heads/main\tHEAD`. */
export function parseRefs(text: string): RemoteRefs {
  const commits = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [sha = "", ref = ""] = line.split("\t");
    if (/^[0-9a-f]{40,64}$/.test(sha)) commits.set(ref.replace(/\^\{\}$/, ""), sha);
  }
  return { commits, head: /^ref: (\S+)\tHEAD$/m.exec(text)?.[1] };
}

/** What is asked for by `version`. */
export type Target =
  /** A branch: HEAD is to be on it. */
  | { readonly kind: "branch"; readonly name: string; readonly sha: string }
  | { readonly kind: "tag"; readonly name: string; readonly sha: string }
  /** A commit by its number; undefined `sha`: abbreviated, and not known here yet. */
  | { readonly kind: "commit"; readonly name: string; readonly sha: string | undefined };

/** Finds the wanted version among a repository's refs; undefined when it has no such branch or tag and it is no commit's number. */
export function findTarget(version: string, refs: RemoteRefs): Target | undefined {
  if (version === "HEAD") return headTarget(refs);
  const branch = version.replace(/^refs\/heads\//, "");
  const onBranch = refs.commits.get(`refs/heads/${branch}`);
  if (onBranch !== undefined) return { kind: "branch", name: branch, sha: onBranch };
  const tag = version.replace(/^refs\/tags\//, "");
  const tagged = refs.commits.get(`refs/tags/${tag}`);
  if (tagged !== undefined) return { kind: "tag", name: tag, sha: tagged };
  return isCommit(version) ? commitTarget(version) : undefined;
}

/** A commit by its number, without asking the repository. */
export function commitTarget(version: string): Target {
  return { kind: "commit", name: version, sha: isWholeCommit(version) ? version : undefined };
}

function headTarget({ commits, head }: RemoteRefs): Target | undefined {
  const sha = commits.get("HEAD");
  if (sha === undefined) return undefined;
  return head === undefined ? { kind: "commit", name: sha, sha } : { kind: "branch", name: head.replace(/^refs\/heads\//, ""), sha };
}

/** Whether a version can be the number of a commit, whole or abbreviated. */
export function isCommit(version: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(version);
}

/** Whether it is a whole one (SHA-1 or SHA-256). */
export function isWholeCommit(version: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(version);
}

/** The patterns that `git ls-remote` is given so that it tells no more than it must. */
export function refPatterns(version: string): string[] {
  const name = version.replace(/^refs\/(?:heads|tags)\//, "");
  return version === "HEAD" ? ["HEAD"] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/tags/${name}^{}`];
}
