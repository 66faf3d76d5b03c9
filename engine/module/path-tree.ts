import { posix } from "node:path";
import type { Attributes, PathState } from "./host-state.js";

/** A predicted path, and the task whose change it is. */
export interface ForetoldPath {
  readonly state: PathState;
  /** Where it is known. */
  readonly content: Uint8Array | undefined;
  /** Only attributes are predicted: the content is what the host has there. */
  readonly kept: boolean;
  readonly cause: string;
  /** It is below something that nobody knows what it will be. */
  readonly doubtful?: boolean;
}

interface Entry extends ForetoldPath {
  /** Nothing that the host has below this path is there any more (it was removed, or was no directory, before this entry came). */
  readonly fresh: boolean;
  /** It only has to exist because something below it does: what the host has there, if anything, is still right. */
  readonly implied: boolean;
}

/** What the predicted changes say of a path. */
export type FoundPath =
  | { readonly known: ForetoldPath }
  /** The host has to be asked, at `path` (a predicted link may have led elsewhere). */
  | {
    readonly known: undefined;
    readonly path: string;
    /** The folder that holds it is there by a prediction; `implied`: only because something in it is. */
    readonly parent: { readonly cause: string; readonly implied: boolean } | undefined;
    /** What is there if the host has nothing. */
    readonly otherwise: ForetoldPath | undefined;
    /** The task that would fill a directory above with nobody knows what: the path may be among it. */
    readonly doubt: string | undefined;
  };

/** As Linux does (ELOOP). */
const MOST_LINKS = 40;

const ROOTS: Attributes = { mode: "0755", owner: "root", group: "root", uid: 0, gid: 0 };

/**
 * The predicted part of a file system, laid over the host's own. A directory predicted away takes its children along, a created
 * path has parents, a predicted link leads somewhere. Paths are absolute; links that only the host has are not seen through.
 */
export class PathTree {
  readonly #entries = new Map<string, Entry>();

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** A change of a path; `folders`: what those get that have to be made for it. */
  set(path: string, foretold: ForetoldPath, folders: Attributes = ROOTS): void {
    const at = this.#resolveAbove(normal(path));
    const fresh = this.#hidesHost(at);
    const before = this.#entries.get(at);
    if (foretold.state.kind !== "directory") this.#forgetBelow(at);
    if (foretold.state.kind !== "absent") this.#implyAbove(at, { kind: "directory", ...folders }, foretold.cause);
    const kept = foretold.kept ? keeping(foretold, before) : foretold;
    this.#entries.set(at, { ...kept, state: stillUnlisted(kept.state, before?.state), fresh, implied: false });
  }

  /** Looks as lstat(2) does: the last part is not followed, predicted links above it are. */
  find(path: string): FoundPath {
    const at = this.#resolveAbove(normal(path));
    const entry = this.#entries.get(at);
    if (entry !== undefined && !entry.implied) return { known: entry };
    const above = this.#nearestAbove(at);
    const hidden = above === undefined ? undefined : coveredBy(above, at);
    if (hidden !== undefined) return { known: hidden };
    const parent = this.#entries.get(posix.dirname(at));
    return {
      known: undefined, path: at, otherwise: entry, doubt: this.#filledBy(at),
      parent: parent?.state.kind === "directory" ? { cause: parent.cause, implied: parent.implied } : undefined,
    };
  }

  /** The nearest folder above that is a predicted link, and where it leads. */
  linkAbove(path: string): { readonly link: string; readonly target: string } | undefined {
    for (const above of ancestors(normal(path))) {
      const state = this.#entries.get(this.#resolveAbove(above))?.state;
      if (state?.kind === "link") return { link: above, target: posix.resolve(posix.dirname(above), state.target) };
    }
    return undefined;
  }

  /** The names in a directory that changes make or take away, and the last task that does. */
  within(path: string): { readonly there: readonly string[]; readonly gone: readonly string[]; readonly cause: string | undefined } {
    const at = this.#resolveAbove(normal(path));
    const direct = [...this.#entries].filter(([each]) => each !== at && posix.dirname(each) === at);
    const names = (absent: boolean): string[] => direct.filter(([, { state }]) => (state.kind === "absent") === absent).map(([each]) => posix.basename(each));
    return { there: names(false), gone: names(true), cause: direct.at(-1)?.[1].cause };
  }

  /** Whether nothing that the host has in a directory is there any more. */
  isFresh(path: string): boolean {
    return this.#entries.get(this.#resolveAbove(normal(path)))?.fresh === true;
  }

  /** The entry itself, or what is said by one above it: is the host's own file here out of sight? */
  #hidesHost(path: string): boolean {
    const entry = this.#entries.get(path);
    if (entry !== undefined && !entry.implied) return entry.fresh || entry.state.kind !== "directory";
    const above = this.#nearestAbove(path);
    return above !== undefined && coveredBy(above, path) !== undefined;
  }

  #nearestAbove(path: string): (Entry & { readonly path: string }) | undefined {
    for (const above of ancestors(path)) {
      const entry = this.#entries.get(above);
      if (entry !== undefined && !entry.implied) return { ...entry, path: above };
    }
    return undefined;
  }

  /** The task that fills the nearest unlisted directory above. */
  #filledBy(path: string): string | undefined {
    const above = ancestors(path).map((each) => this.#entries.get(each)).find((entry) => entry !== undefined && isUnlisted(entry.state));
    return above?.cause;
  }

  #implyAbove(path: string, state: PathState, cause: string): void {
    for (const above of ancestors(path)) {
      if (this.#entries.get(above)?.state.kind === "directory") return;
      const fresh = this.#hidesHost(above);
      this.#entries.set(above, { state, content: undefined, kept: false, cause, fresh, implied: !fresh });
    }
  }

  #forgetBelow(path: string): void {
    const below = path === "/" ? "/" : `${path}/`;
    for (const each of this.#entries.keys()) if (each.startsWith(below) && each !== path) this.#entries.delete(each);
  }

  /** Replaces predicted links among the folders of a path by where they lead. */
  #resolveAbove(path: string, links = 0): string {
    for (const above of ancestors(path).reverse()) {
      const state = this.#entries.get(above)?.state;
      if (state?.kind !== "link" || links >= MOST_LINKS) continue;
      return this.#resolveAbove(posix.join(posix.resolve(posix.dirname(above), state.target), path.slice(above.length)), links + 1);
    }
    return path;
  }
}

/** New attributes on the content that was predicted before, if any. */
function keeping(foretold: ForetoldPath, before: ForetoldPath | undefined): ForetoldPath {
  if (before?.state.kind !== "file" || foretold.state.kind !== "file") return foretold;
  const { size, sha256, mtime, links } = before.state;
  return { ...foretold, kept: before.kept, content: before.content, state: { ...foretold.state, size, sha256, mtime, links } };
}

/** Other attributes say nothing new about what is in a directory. */
function stillUnlisted(state: PathState, before: PathState | undefined): PathState {
  return state.kind === "directory" && before !== undefined && isUnlisted(before) ? { ...state, unlisted: true } : state;
}

function isUnlisted(state: PathState): boolean {
  return state.kind === "directory" && state.unlisted === true;
}

/** From the nearest folder up to "/". */
function ancestors(path: string): string[] {
  const up = posix.dirname(path);
  return up === path ? [] : [up, ...ancestors(up)];
}

/** What an entry says of a path below it, of which nothing else is known. */
function coveredBy(above: Entry & { readonly path: string }, path: string): ForetoldPath | undefined {
  const isFolder = above.state.kind === "directory";
  if (isFolder && !above.fresh) return undefined;
  const unlisted = isUnlisted(above.state);
  const parent = unlisted || (isFolder && above.path === posix.dirname(path));
  const doubtful = unlisted || (above.state.kind === "other" && above.state.unsure === true);
  const blocks = above.state.kind === "file" || (above.state.kind === "other" && !doubtful);
  return { state: { kind: "absent", parent, ...(blocks && { blockedBy: above.path }) }, content: undefined, kept: false, cause: above.cause, doubtful };
}

/** No "..", no doubled or trailing slash. */
function normal(path: string): string {
  const shorter = posix.normalize(path);
  return shorter.length > 1 && shorter.endsWith("/") ? shorter.slice(0, -1) : shorter;
}
