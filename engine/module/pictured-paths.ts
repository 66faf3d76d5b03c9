import { posix } from "node:path";
import type { HostLooks } from "./host-looks.js";
import type { PathState } from "./host-state.js";
import type { ForetoldPath, FoundPath } from "./path-tree.js";
import type { Picture } from "./picture.js";
import type { Notes } from "./reader-notes.js";

type PathOptions = Parameters<HostLooks["path"]>[1];
type AskHost = Extract<FoundPath, { readonly known: undefined }>;

/** Debian packages put nothing here (policy 9.1.1, FHS). */
const NOT_PACKAGED = /^\/(?:home|opt|srv|root|tmp|mnt|media|run|usr\/local|var\/tmp)(?:\/|$)/;

/** As Linux does (ELOOP). */
const MOST_LINKS = 40;

/** The questions about paths, with the predicted tree laid over the host's answers. */
export class PicturedPaths {
  readonly #looks: HostLooks;
  readonly #picture: Picture;
  readonly #notes: Notes;

  constructor(looks: HostLooks, picture: Picture, notes: Notes) {
    this.#looks = looks;
    this.#picture = picture;
    this.#notes = notes;
  }

  async path(path: string, options: PathOptions = {}): Promise<PathState> {
    return (await this.#locate(path, options)).state;
  }

  async content(path: string, { limit = 2 ** 20, optional = false }: { readonly limit?: number; readonly optional?: boolean } = {}): Promise<Uint8Array | undefined> {
    const { state, foretold, at } = await this.#locate(path, { follow: true, digest: false });
    if (state.kind !== "file") return undefined;
    if (foretold === undefined || foretold.kept) return this.#looks.content(at, limit);
    const { content, cause } = foretold;
    if (content === undefined && !optional) this.#notes.undecide(`what ${path} holds after "${cause}"`);
    return withinLimit(content, limit);
  }

  async entries(path: string): Promise<readonly string[]> {
    const { state, foretold, at } = await this.#locate(path, { follow: true, digest: false });
    if (state.kind !== "directory") return [];
    const { there, gone, cause } = this.#picture.paths.within(at);
    if (cause !== undefined) this.#notes.rest(cause);
    const onHost = foretold !== undefined && this.#picture.paths.isFresh(at) ? [] : await this.#looks.entries(at);
    if (state.unlisted === true) this.#notes.undecide(`what is in ${path}`);
    return [...new Set([...onHost.filter((name) => !gone.includes(name)), ...there])].sort();
  }

  /** Follows links one by one, because each may lead into or out of the predicted part. */
  async #locate(path: string, options: PathOptions, links = 0): Promise<{ readonly state: PathState; readonly foretold?: ForetoldPath; readonly at: string }> {
    const found = this.#picture.paths.find(path);
    const seen = found.known === undefined ? await this.#askHost(found, options) : await this.#known(path, found.known, options);
    const state = seen.kind === "absent" && !seen.parent ? { ...seen, ...await this.#deadLink(path) } : seen;
    if (options?.follow === true && state.kind === "link") {
      if (links >= MOST_LINKS) return { state: { kind: "absent", parent: false }, at: path };
      return this.#locate(posix.resolve(posix.dirname(path), state.target), options, links + 1);
    }
    return found.known === undefined ? { state, at: found.path } : { state, foretold: found.known, at: path };
  }

  /** No folder can be made in the place of a link that leads nowhere. */
  async #deadLink(path: string): Promise<{ readonly blockedBy?: string }> {
    const above = this.#picture.paths.linkAbove(path);
    if (above === undefined) return {};
    const leadsTo = await this.path(above.target, { follow: true, digest: false });
    return leadsTo.kind === "absent" ? { blockedBy: above.link } : {};
  }

  /** Where only attributes are predicted, the rest comes from the host. */
  async #known(path: string, foretold: ForetoldPath, options: PathOptions): Promise<PathState> {
    const state = this.#rely(path, foretold);
    if (!foretold.kept || state.kind !== "file") return state;
    const onHost = await this.#looks.path(path, { ...options, follow: true });
    if (onHost.kind !== "file") return state;
    const { size, sha256, mtime, links } = onHost;
    return { ...state, size, sha256, mtime, links };
  }

  async #askHost({ path, parent, otherwise, doubt }: AskHost, options: PathOptions): Promise<PathState> {
    const state = await this.#looks.path(path, { ...options, follow: false });
    if (state.kind !== "absent") return state;
    if (otherwise !== undefined) return this.#rely(path, otherwise);
    if (doubt !== undefined) return this.#rely(path, { state: { kind: "absent", parent: true }, content: undefined, kept: false, cause: doubt, doubtful: true });
    if (state.parent) return state;
    if (parent?.implied !== false) this.#noteInstalled(path);
    if (parent === undefined) return state;
    this.#notes.rest(parent.cause);
    return { kind: "absent", parent: true };
  }

  /** Neither the path nor the folder for it is there: a package that would be installed may bring both. */
  #noteInstalled(path: string): void {
    const packages = this.#picture.installed();
    if (packages.length === 0 || NOT_PACKAGED.test(path)) return;
    for (const { cause } of packages) this.#notes.rest(cause);
    this.#notes.undecide(`${path}: ${packages.map(({ value }) => value.name).join(", ")} would be installed first`);
  }

  #rely(path: string, foretold: ForetoldPath): PathState {
    this.#notes.rest(foretold.cause);
    if (foretold.doubtful === true) this.#notes.undecide(`what is at ${path} after "${foretold.cause}"`);
    return foretold.state;
  }
}

function withinLimit(content: Uint8Array | undefined, limit: number): Uint8Array | undefined {
  return content === undefined || content.length > limit ? undefined : content;
}
