import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import type { Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { shownPath } from "#engine/load/read-text.js";
import { loadVarsFiles } from "#engine/load/vars-file.js";
import { lockedFile } from "#engine/load/vault/locked-file.js";
import { LOCAL_NAMES } from "./inventory.js";
import type { Layer } from "./layer.js";

/** Whose variables are asked for; groups weakest first, "all" among them. */
export interface Subject {
  readonly groups: readonly string[];
  readonly host: string;
}

/** The levels of group_vars/all, other group_vars and host_vars. */
export interface Levels {
  readonly all: number;
  readonly group: number;
  readonly host: number;
}

/** The names that files may belong to. */
export interface Names {
  readonly groups: readonly string[];
  readonly hosts: readonly string[];
}

/** One dictionary for each file, weakest first. */
type Loaded = Result<readonly MapNode[], readonly Diagnostic[]>;

interface Folder {
  readonly group: ReadonlyMap<string, readonly MapNode[]>;
  readonly host: ReadonlyMap<string, readonly MapNode[]>;
}

/** group_vars/ and host_vars/ of several folders, read once. Only files of known groups and hosts are read. */
export class VarsFolders {
  readonly dirs: readonly string[];
  readonly diagnostics: Diagnostic[] = [];
  readonly #folders: readonly Folder[];
  /** Files of nobody's whose names look mistyped; others may wait for a group that a run makes, or another inventory. */
  readonly warnings: Diagnostic[] = [];
  readonly #names: Readonly<Record<"group" | "host", ReadonlySet<string>>>;
  readonly #loaded: Map<string, Loaded>;
  /** Names of files that belong to nobody yet. */
  readonly #waiting: Readonly<Record<"group" | "host", Set<string>>> = { group: new Set(), host: new Set() };

  /** `loaded`: what was read already, by path. */
  constructor(dirs: readonly string[], names: Names, loaded = new Map<string, Loaded>()) {
    this.#loaded = loaded;
    // Of a folder named twice the last mention counts: it is the strongest.
    this.dirs = [...new Set(dirs.toReversed())].toReversed();
    this.#names = { group: new Set(names.groups), host: new Set([...names.hosts, ...LOCAL_NAMES]) };
    this.#folders = this.dirs.map((dir) => ({ group: this.#read(dir, "group"), host: this.#read(dir, "host") }));
  }

  /** The same folders where more names are known, whose files now count; what was read is not read again. */
  withNames({ groups, hosts }: Names): VarsFolders {
    if (!groups.some((name) => this.#waiting.group.has(name)) && !hosts.some((name) => this.#waiting.host.has(name))) return this;
    return new VarsFolders(this.dirs, { groups: [...this.#names.group, ...groups], hosts: [...this.#names.host, ...hosts] }, this.#loaded);
  }

  /** The layers of a host, weakest first; a later folder is stronger than an earlier one. */
  layers({ groups, host }: Subject, levels: Levels, whose: string): readonly Layer[] {
    const others = groups.filter((name) => name !== "all");
    return [
      ...groups.includes("all") ? this.#layersOf("group", ["all"], { level: levels.all, whose }) : [],
      ...this.#layersOf("group", others, { level: levels.group, whose }),
      ...this.#layersOf("host", [host], { level: levels.host, whose }),
    ];
  }

  /** What the files of one group say. */
  groupLayers(name: string, levels: Levels, whose: string): readonly Layer[] {
    return this.#layersOf("group", [name], { level: name === "all" ? levels.all : levels.group, whose });
  }

  #layersOf(kind: "group" | "host", names: readonly string[], { level, whose }: { readonly level: number; readonly whose: string }): readonly Layer[] {
    return this.#folders.flatMap((folder) => names.flatMap((name) => (folder[kind].get(name) ?? []).map((vars) => ({ origin: `${whose} ${kind}_vars/${name}`, level, vars }))));
  }

  #read(dir: string, kind: "group" | "host"): ReadonlyMap<string, readonly MapNode[]> {
    const found = new Map<string, readonly MapNode[]>();
    for (const [name, path] of varsFiles(join(dir, `${kind}_vars`))) {
      if (!this.#names[kind].has(name)) {
        this.#waiting[kind].add(name);
        const hint = /\.(?!ya?ml$|json$)[a-z]+$/.test(path) ? undefined : didYouMean(name, [...this.#names[kind]]);
        if (hint !== undefined) this.warnings.push(unused(kind, path, hint));
        continue;
      }
      const loaded = this.#load(path);
      const locked = loaded.ok ? undefined : lockedFile(loaded.error);
      if (loaded.ok) found.set(name, loaded.value);
      else if (locked === undefined) this.diagnostics.push(...loaded.error);
      else found.set(name, [locked]);
    }
    return found;
  }

  #load(path: string): Loaded {
    const loaded = this.#loaded.get(path) ?? loadVarsFiles(path);
    this.#loaded.set(path, loaded);
    return loaded;
  }
}

function unused(kind: "group" | "host", path: string, hint: string): Diagnostic {
  return warningAt("unused-vars-file", `${shownPath(path)} belongs to no ${kind} of the inventory`, { hint });
}

/** Name to file or folder. Where there are several Ansible takes the first of NAME, NAME.yml, NAME.yaml, NAME.json. */
function varsFiles(dir: string): ReadonlyMap<string, string> {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) return new Map();
  const files = readdirSync(dir).filter((each) => !each.startsWith(".") && !each.endsWith("~")).sort();
  const found = new Map<string, string>();
  for (const ending of ["", ".yml", ".yaml", ".json"]) {
    for (const file of files.filter((each) => endingOf(dir, each) === ending)) {
      const name = file.slice(0, file.length - ending.length);
      if (!found.has(name)) found.set(name, join(dir, file));
    }
  }
  return found;
}

function endingOf(dir: string, file: string): string {
  return statSync(join(dir, file), { throwIfNoEntry: false })?.isDirectory() === true ? "" : /\.(?:ya?ml|json)$/.exec(file)?.[0] ?? "";
}
