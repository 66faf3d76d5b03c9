import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import type { Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { shownPath } from "#engine/load/read-text.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
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

type Loaded = Result<MapNode | undefined, readonly Diagnostic[]>;

interface Folder {
  readonly group: ReadonlyMap<string, MapNode>;
  readonly host: ReadonlyMap<string, MapNode>;
}

/** group_vars/ and host_vars/ of several folders, read once. Only files of known groups and hosts are read. */
export class VarsFolders {
  readonly dirs: readonly string[];
  readonly diagnostics: Diagnostic[] = [];
  readonly #folders: readonly Folder[];
  /** Files of nobody's: most likely their names are mistyped. */
  readonly warnings: Diagnostic[] = [];
  readonly #names: Readonly<Record<"group" | "host", ReadonlySet<string>>>;
  readonly #loaded: Map<string, Loaded>;

  /** `loaded`: what was read already, by path. */
  constructor(dirs: readonly string[], names: Names, loaded = new Map<string, Loaded>()) {
    this.#loaded = loaded;
    // Of a folder named twice the last mention counts: it is the strongest.
    this.dirs = [...new Set(dirs.toReversed())].toReversed();
    this.#names = { group: new Set(names.groups), host: new Set([...names.hosts, ...LOCAL_NAMES]) };
    this.#folders = this.dirs.map((dir) => ({ group: this.#read(dir, "group"), host: this.#read(dir, "host") }));
  }

  /** The same folders with files of more names; what was read is not read again. */
  withNames(names: Names): VarsFolders {
    return new VarsFolders(this.dirs, names, this.#loaded);
  }

  /** The layers of a host, weakest first; a later folder is stronger than an earlier one. */
  layers({ groups, host }: Subject, levels: Levels, whose: string): readonly Layer[] {
    const named = (kind: "group" | "host", name: string, level: number): readonly Layer[] => this.#folders.flatMap((folder) => {
      const vars = folder[kind].get(name);
      return vars === undefined ? [] : [{ origin: `${whose} ${kind}_vars/${name}`, level, vars }];
    });
    const grouped = this.#folders.flatMap((folder) => groups.filter((name) => name !== "all").flatMap((name) => {
      const vars = folder.group.get(name);
      return vars === undefined ? [] : [{ origin: `${whose} group_vars/${name}`, level: levels.group, vars }];
    }));
    return [...(groups.includes("all") ? named("group", "all", levels.all) : []), ...grouped, ...named("host", host, levels.host)];
  }

  #read(dir: string, kind: "group" | "host"): ReadonlyMap<string, MapNode> {
    const found = new Map<string, MapNode>();
    for (const [name, path] of varsFiles(join(dir, `${kind}_vars`))) {
      if (!this.#names[kind].has(name)) {
        if (!/\.(?!ya?ml$|json$)[a-z]+$/.test(path)) this.warnings.push(unused(kind, path, didYouMean(name, [...this.#names[kind]])));
        continue;
      }
      const loaded = this.#load(path);
      if (!loaded.ok) this.diagnostics.push(...loaded.error);
      else if (loaded.value !== undefined) found.set(name, loaded.value);
    }
    return found;
  }

  #load(path: string): Loaded {
    const loaded = this.#loaded.get(path) ?? loadVarsFile(path);
    this.#loaded.set(path, loaded);
    return loaded;
  }
}

function unused(kind: "group" | "host", path: string, hint: string | undefined): Diagnostic {
  return { ...problemAt("unused-vars-file", `${shownPath(path)} belongs to no ${kind} of the inventory`, { hint }), severity: "warning" };
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
