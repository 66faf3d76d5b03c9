import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Command, CommandOptions, Output } from "#engine/core/command.js";
import type { ValueMap } from "#engine/core/value.js";
import type { GroupEntry, PackageState, PathState, UnitState, UserEntry } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { commandKeys } from "./command-words.js";

/** What a fake host has, as a case file writes it. What is not listed was not foreseen: asking about it fails the test. */
export interface HostFacts {
  /** A word is the kind ("directory", "absent", "no parent"); a map has fields of PathState, `content`, and `kind: "file"` may be left out beside it. */
  readonly paths?: Readonly<Record<string, string | FakePath>>;
  /** The names in directories. */
  readonly entries?: Readonly<Record<string, readonly string[]>>;
  /** null: no such user. Fields left out are made up: uid 1000, group named like the user, home below /home, /bin/sh. */
  readonly users?: Readonly<Record<string, Partial<UserEntry> | null>>;
  readonly groups?: Readonly<Record<string, Partial<GroupEntry> | null>>;
  /** The installed version; null: not installed; "rc": removed, configuration left. */
  readonly packages?: Readonly<Record<string, string | null>>;
  /** null: not-found. Fields left out: loaded, inactive, dead, disabled. */
  readonly units?: Readonly<Record<string, Partial<UnitState> | null>>;
  /**
   * Words of a command, joined by spaces, to what it prints (code 0), or to {code, stdout, stderr}. A script goes by its first line, which is a
   * comment that names it, and its arguments: "# candidates nginx". "words < standard input" wins over "words" alone.
   */
  readonly answers?: Readonly<Record<string, string | Partial<Output>>>;
  readonly facts?: ValueMap;
  /** As in a check run in which something was already predicted. */
  readonly predicting?: boolean;
}

type FakePath = Partial<PathState> & { readonly content?: string };

/** A host that answers only what it was told, and throws on any other question. It has no way to be changed. */
export class FakeHost implements Reader {
  readonly facts: ValueMap;
  readonly predicting: boolean;
  /** What modules said is undecided. */
  readonly left: string[] = [];
  readonly #has: HostFacts;

  constructor(has: HostFacts) {
    this.#has = has;
    this.facts = has.facts ?? {};
    this.predicting = has.predicting ?? false;
  }

  isUndecided(): boolean {
    return this.left.length > 0;
  }

  undecided(what: string): void {
    if (this.predicting) this.left.push(what);
  }

  ask(command: readonly string[] | Command, options: CommandOptions = {}): Promise<Output> {
    const whole: Command = Array.isArray(command) ? { argv: command as readonly string[], ...options } : { ...command as Command, ...options };
    const answers = this.#has.answers ?? {};
    const keys = commandKeys(whole);
    const known = keys.find((key) => Object.hasOwn(answers, key));
    if (known === undefined) throw new Error(`the case does not say what the host answers to: ${keys.at(-1) ?? ""}`);
    const answer = answers[known];
    return Promise.resolve(typeof answer === "string" ? { code: 0, stdout: answer, stderr: "" } : { code: 0, stdout: "", stderr: "", ...answer });
  }

  path(path: string, options: { readonly follow?: boolean } = {}): Promise<PathState> {
    const found = fullPath(this.#at(path));
    if (options.follow === true && found.kind === "link") return this.path(posix.resolve(posix.dirname(path), found.target), options);
    return Promise.resolve(found);
  }

  async content(path: string, options: { readonly limit?: number } = {}): Promise<Uint8Array | undefined> {
    const entry = this.#at(path);
    const state = fullPath(entry);
    if (state.kind === "link") return this.content(posix.resolve(posix.dirname(path), state.target), options);
    if (state.kind !== "file" || state.size > (options.limit ?? 2 ** 20)) return undefined;
    if (typeof entry === "string" || entry.content === undefined) throw new Error(`the case gives no content for ${path}`);
    return new TextEncoder().encode(entry.content);
  }

  entries(path: string): Promise<readonly string[]> {
    return Promise.resolve(told(this.#has.entries, path, "entries") ?? []);
  }

  user(name: string): Promise<UserEntry | undefined> {
    const entry = told(this.#has.users, name, "users");
    return Promise.resolve(entry === null ? undefined : { name, uid: 1000, gid: 1000, comment: "", home: `/home/${name}`, shell: "/bin/sh", groups: [], group: name, ...entry });
  }

  group(name: string): Promise<GroupEntry | undefined> {
    const entry = told(this.#has.groups, name, "groups");
    return Promise.resolve(entry === null ? undefined : { name, gid: 1000, members: [], ...entry });
  }

  packages(names: readonly string[]): Promise<readonly PackageState[]> {
    return Promise.resolve(names.map((name) => {
      const version = told(this.#has.packages, name, "packages");
      return { name, installed: version === null || version === "rc" ? undefined : version, configured: version === "rc" };
    }));
  }

  unit(name: string): Promise<UnitState> {
    const entry = told(this.#has.units, name, "units");
    const base = { name, load: "loaded", active: "inactive", sub: "dead", enabled: "disabled", needDaemonReload: false };
    return Promise.resolve(entry === null ? { ...base, load: "not-found", enabled: "" } : { ...base, ...entry });
  }

  #at(path: string): string | FakePath {
    const paths = this.#has.paths ?? {};
    if (Object.hasOwn(paths, path)) return paths[path] ?? "absent";
    const above = ancestors(path).find((each) => Object.hasOwn(paths, each));
    if (above !== undefined && isGone(paths[above])) return "no parent";
    throw new Error(`the case does not say what is at ${path}: add it under paths`);
  }
}

function told<T>(table: Readonly<Record<string, T | null>> | undefined, name: string, title: string): T | null {
  if (table === undefined || !Object.hasOwn(table, name)) throw new Error(`the case does not say whether there is ${name}: add it under ${title}`);
  return table[name] ?? null;
}

function ancestors(path: string): string[] {
  const up = posix.dirname(path);
  return up === path ? [] : [up, ...ancestors(up)];
}

function isGone(entry: string | FakePath | undefined): boolean {
  return entry === "absent" || entry === "no parent" || (typeof entry === "object" && entry.kind === "absent");
}

const ROOT = { owner: "root", group: "root", uid: 0, gid: 0 };

function fullPath(entry: string | FakePath): PathState {
  if (typeof entry === "string") return fullPath(entry === "no parent" ? { kind: "absent", parent: false } : { kind: entry as "absent" });
  const { content, ...state } = entry;
  switch (state.kind ?? "file") {
    case "absent": return { kind: "absent", parent: true, ...state } as PathState;
    case "directory": return { ...ROOT, mode: "0755", ...state } as PathState;
    case "link": return { owner: "root", group: "root", ...state } as PathState;
    case "other": return { ...ROOT, mode: "0644", ...state } as PathState;
    case "file": return { kind: "file", ...ROOT, mode: "0644", mtime: 1_700_000_000, links: 1, ...digest(content), ...state } as PathState;
    default: throw new Error(`no such kind of path: ${String(state.kind)}`);
  }
}

function digest(content: string | undefined): { size: number; sha256: string | undefined } {
  if (content === undefined) return { size: 0, sha256: undefined };
  return { size: Buffer.byteLength(content), sha256: createHash("sha256").update(content).digest("hex") };
}
