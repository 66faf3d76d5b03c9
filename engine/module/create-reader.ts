import type { State } from "#engine/core/change.js";
import type { Command, CommandOptions, Output } from "#engine/core/command.js";
import type { ValueMap } from "#engine/core/value.js";
import { HostLooks } from "./host-looks.js";
import type { Picture } from "./picture.js";
import { PicturedPaths } from "./pictured-paths.js";
import { picturedUnit } from "./pictured-unit.js";
import { Notes } from "./reader-notes.js";
import type { Reader } from "./reader.js";

/** What a reader works with. */
export interface ReaderOptions {
  /** Runs a command that only reads. */
  ask(command: Command): Promise<Output>;
  /** The same, for bytes. */
  read(command: Command): Promise<{ readonly code: number; readonly bytes: Uint8Array; readonly stderr: string; readonly cut?: boolean }>;
  /** What earlier tasks predicted; undefined in a real run: every question goes straight to the host. */
  readonly picture: Picture | undefined;
  readonly facts: ValueMap;
}

/** A reader for one look of one task, and what its answers rest on. */
export interface NotedReader {
  readonly reader: Reader;
  /** For PlanOptions.predicted: notes the task that predicted the state. */
  readonly predicted: (resource: string) => { readonly state: State | undefined } | undefined;
  /** Names of the tasks whose predicted changes were looked at, in order, each once. */
  readonly restsOn: () => readonly string[];
  /** What cannot be known before earlier predicted changes are made. */
  readonly undecided: () => readonly string[];
}

/** The view that a module gets of a host. In a check run the predicted picture lies over the host's answers. */
export function createReader(given: ReaderOptions): NotedReader {
  const notes = new Notes();
  const options = { ...given, ask: whole((command) => given.ask(command), notes), read: whole((command) => given.read(command), notes) };
  const looks = new HostLooks(options, notes);
  const picture = options.picture;
  return {
    reader: picture === undefined ? new HostReader(looks, options, notes) : new PicturedReader(looks, { ...options, picture }, notes),
    predicted(resource) {
      const foretold = picture?.predicted(resource);
      if (foretold !== undefined) notes.rest(foretold.cause);
      return foretold;
    },
    restsOn: () => notes.causes,
    undecided: () => notes.undecided,
  };
}

/** Nothing is concluded from half an answer. */
function whole<T extends { readonly cut?: boolean }>(ask: (command: Command) => Promise<T>, notes: Notes): (command: Command) => Promise<T> {
  return async (command) => {
    const answer = await ask(command);
    if (answer.cut === true) notes.fail({ reason: "refused", message: "the host's answer is longer than 24 MiB", hint: "ask for less: fewer files, or a folder further down" });
    return answer;
  };
}

/** The host as it is. */
class HostReader implements Reader {
  readonly facts: ValueMap;
  protected readonly looks: HostLooks;
  protected readonly notes: Notes;
  readonly #options: ReaderOptions;

  constructor(looks: HostLooks, options: ReaderOptions, notes: Notes) {
    this.looks = looks;
    this.facts = options.facts;
    this.notes = notes;
    this.#options = options;
  }

  get predicting(): boolean {
    return this.#options.picture?.isEmpty === false;
  }

  ask(command: readonly string[] | Command, options: CommandOptions = {}): Promise<Output> {
    return this.#options.ask(isWords(command) ? { argv: command, ...options } : { ...command, ...options });
  }

  path: Reader["path"] = (path, options) => this.looks.path(path, options);
  content: Reader["content"] = (path, options) => this.looks.content(path, options?.limit);
  entries: Reader["entries"] = (path) => this.looks.entries(path);
  user: Reader["user"] = (name) => this.looks.user(name);
  group: Reader["group"] = (name) => this.looks.group(name);
  packages: Reader["packages"] = (names) => this.looks.packages(names);
  unit: Reader["unit"] = (name) => this.looks.unit(name);
  problem: NonNullable<Reader["problem"]> = () => this.notes.problem;

  isUndecided(): boolean {
    return this.notes.undecided.length > 0;
  }

  undecided(what: string): void {
    if (this.predicting) this.notes.undecide(what);
  }
}

/** The host as the changes predicted so far would leave it. */
class PicturedReader extends HostReader {
  readonly #picture: Picture;
  readonly #paths: PicturedPaths;

  constructor(looks: HostLooks, options: ReaderOptions & { readonly picture: Picture }, notes: Notes) {
    super(looks, options, notes);
    this.#picture = options.picture;
    this.#paths = new PicturedPaths(looks, options.picture, notes);
  }

  override path: Reader["path"] = (path, options) => (this.#picture.isEmpty ? this.looks.path(path, options) : this.#paths.path(path, options));
  override content: Reader["content"] = (path, options) => (this.#picture.isEmpty ? this.looks.content(path, options?.limit) : this.#paths.content(path, options));
  override entries: Reader["entries"] = (path) => (this.#picture.isEmpty ? this.looks.entries(path) : this.#paths.entries(path));
  override user: Reader["user"] = (name) => this.#foretold(this.#picture.user(name), () => this.looks.user(name));
  override group: Reader["group"] = (name) => this.#foretold(this.#picture.group(name), () => this.looks.group(name));
  override unit: Reader["unit"] = (name) => picturedUnit(name, { looks: this.looks, picture: this.#picture, notes: this.notes });

  readonly foretold: NonNullable<Reader["foretold"]> = () => {
    const packages = this.#picture.installed();
    for (const { cause } of packages) this.notes.rest(cause);
    return { packages: packages.map(({ value }) => value), units: this.#picture.unitNames() };
  };

  override packages: Reader["packages"] = async (names) => {
    const unknown = names.filter((name) => this.#picture.package(name) === undefined);
    const asked = unknown.length === 0 ? [] : await this.looks.packages(unknown);
    const onHost = new Map(asked.map((state) => [state.name, state]));
    return Promise.all(names.map(async (name) => onHost.get(name) ?? await this.#foretold(this.#picture.package(name), () => ({ name, installed: undefined, configured: false }))));
  };

  async #foretold<T>(foretold: { readonly value: T; readonly cause: string } | undefined, host: () => T | Promise<T>): Promise<T> {
    if (foretold === undefined) return host();
    this.notes.rest(foretold.cause);
    return foretold.value;
  }
}

function isWords(command: readonly string[] | Command): command is readonly string[] {
  return Array.isArray(command);
}
