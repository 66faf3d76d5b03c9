import type { ReaderOptions } from "./create-reader.js";
import type { GroupEntry, PackageState, PathState, UnitState, UserEntry } from "./host-state.js";
import { groupAnswer, groupCommand, userAnswer, userCommand } from "./looks/account.js";
import { contentCommand } from "./looks/content.js";
import { entriesAnswer, entriesCommand } from "./looks/entries.js";
import { packagesAnswer, packagesCommand } from "./looks/packages.js";
import { pathAnswer, pathCommand } from "./looks/path.js";
import { unitAnswer, unitCommand } from "./looks/unit.js";
import type { Notes } from "./reader-notes.js";

/** The longest file that is shown or edited as text, in bytes. */
const TEXT_LIMIT = 2 ** 20;

/** The questions of Reader, put to the host as it is: one command each. Trouble is noted, and the answer is then as if nothing were there. */
export class HostLooks {
  readonly #options: ReaderOptions;
  readonly #notes: Notes;

  constructor(options: ReaderOptions, notes: Notes) {
    this.#options = options;
    this.#notes = notes;
  }

  async path(path: string, options: { readonly follow?: boolean; readonly digest?: boolean } = {}): Promise<PathState> {
    if (!path.startsWith("/")) throw new Error(`a module asked for a path that is not absolute: ${path}`);
    return this.#unless(pathAnswer(path, await this.#options.ask(pathCommand(path, options))), { kind: "absent", parent: false });
  }

  async content(path: string, limit = TEXT_LIMIT): Promise<Uint8Array | undefined> {
    const { code, bytes, stderr } = await this.#options.read(contentCommand(path, limit));
    if (code === 0) return bytes.length > limit ? undefined : bytes;
    if (code !== 3) this.#notes.fail({ reason: "refused", message: `cannot read ${path}: ${stderr.trim()}`, hint: "look as a user who may (become: true)" });
    return undefined;
  }

  async entries(path: string): Promise<readonly string[]> {
    return entriesAnswer(await this.#options.ask(entriesCommand(path)));
  }

  async user(name: string): Promise<UserEntry | undefined> {
    return userAnswer(await this.#options.ask(userCommand(name)));
  }

  async group(name: string): Promise<GroupEntry | undefined> {
    return groupAnswer(await this.#options.ask(groupCommand(name)));
  }

  async packages(names: readonly string[]): Promise<readonly PackageState[]> {
    if (names.length === 0) return [];
    return this.#unless(packagesAnswer(names, await this.#options.ask(packagesCommand(names))), names.map((name) => ({ name, installed: undefined, configured: false })));
  }

  async unit(name: string): Promise<UnitState> {
    const nothing = { name, load: "not-found", active: "inactive", sub: "dead", enabled: "", needDaemonReload: false };
    return this.#unless(unitAnswer(name, await this.#options.ask(unitCommand(name))), nothing);
  }

  #unless<T extends object>(answer: T | { readonly problem: Parameters<Notes["fail"]>[0] }, otherwise: T): T {
    if (!("problem" in answer)) return answer;
    this.#notes.fail(answer.problem);
    return otherwise;
  }
}
