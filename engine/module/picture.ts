import type { State } from "#engine/core/change.js";
import type { Effect } from "./effect.js";
import type { GroupEntry, PackageState, UnitState, UserEntry } from "./host-state.js";
import { fullUnitName } from "./looks/unit.js";
import { PathTree } from "./path-tree.js";

/** Something predicted, and the name of the task whose change it is. */
export interface Foretold<T> {
  readonly value: T;
  readonly cause: string;
}

/** One host as the changes predicted so far would leave it: what a check run carries from task to task. */
export interface Picture {
  /** A task would change something; `effects` may be empty where nobody knows what. `user`: who would do it, and own what has no owner in an effect (""). */
  apply(effects: readonly Effect[], cause: string, user?: string): void;
  /** The state of a resource after a predicted change. */
  predict(resource: string, state: State | undefined, cause: string): void;
  predicted(resource: string): { readonly state: State | undefined; readonly cause: string } | undefined;
  /** Names of the tasks that predicted something, in order, each once. */
  causes(): readonly string[];
  /** True until a first change is predicted. */
  readonly isEmpty: boolean;
  readonly paths: PathTree;
  package(name: string): Foretold<PackageState> | undefined;
  /** Packages that would be installed, newest first. */
  installed(): readonly Foretold<PackageState>[];
  user(nameOrUid: string): Foretold<UserEntry | undefined> | undefined;
  group(nameOrGid: string): Foretold<GroupEntry | undefined> | undefined;
  unit(name: string): Foretold<Partial<UnitState>> | undefined;
  /** Full names of the units that would change. */
  unitNames(): readonly string[];
}

/** An empty picture: the host as it is. */
export function createPicture(): Picture {
  return new PredictedHost();
}

class PredictedHost implements Picture {
  readonly paths = new PathTree();
  readonly #packages = new Map<string, Foretold<PackageState>>();
  readonly #users = new Map<string, Foretold<UserEntry | undefined>>();
  readonly #groups = new Map<string, Foretold<GroupEntry | undefined>>();
  readonly #units = new Map<string, Foretold<Partial<UnitState>>>();
  readonly #resources = new Map<string, { state: State | undefined; cause: string }>();
  readonly #causes = new Set<string>();

  get isEmpty(): boolean {
    return this.#causes.size === 0;
  }

  causes(): readonly string[] {
    return [...this.#causes];
  }

  apply(effects: readonly Effect[], cause: string, user = "root"): void {
    this.#causes.add(cause);
    for (const effect of effects) this.#applyOne(effect, cause, user);
  }

  predict(resource: string, state: State | undefined, cause: string): void {
    this.#causes.add(cause);
    this.#resources.set(resource, { state, cause });
  }

  predicted(resource: string): { readonly state: State | undefined; readonly cause: string } | undefined {
    return this.#resources.get(resource);
  }

  package(name: string): Foretold<PackageState> | undefined {
    return this.#packages.get(name);
  }

  installed(): readonly Foretold<PackageState>[] {
    return [...this.#packages.values()].filter(({ value }) => value.installed !== undefined).reverse();
  }

  user(nameOrUid: string): Foretold<UserEntry | undefined> | undefined {
    return this.#users.get(nameOrUid) ?? [...this.#users.values()].find(({ value }) => String(value?.uid) === nameOrUid);
  }

  group(nameOrGid: string): Foretold<GroupEntry | undefined> | undefined {
    return this.#groups.get(nameOrGid) ?? [...this.#groups.values()].find(({ value }) => String(value?.gid) === nameOrGid);
  }

  unit(name: string): Foretold<Partial<UnitState>> | undefined {
    return this.#units.get(fullUnitName(name));
  }

  unitNames(): readonly string[] {
    return [...this.#units.keys()];
  }

  #applyPath({ path, state, content, kept = false, folders }: Extract<Effect, { kind: "path" }>, cause: string, user: string): void {
    const foretold = { state: state.kind === "absent" ? state : owned(state, user), content, kept, cause };
    if (folders === undefined) this.paths.set(path, foretold);
    else this.paths.set(path, foretold, owned(folders, user));
  }

  #applyOne(effect: Effect, cause: string, user: string): void {
    switch (effect.kind) {
      case "path": this.#applyPath(effect, cause, user); break;
      case "package": this.#packages.set(effect.state.name, { value: effect.state, cause }); break;
      case "user": this.#users.set(effect.name, { value: withShadow(effect.entry, this.#users.get(effect.name)?.value), cause }); break;
      case "group": this.#groups.set(effect.name, { value: effect.entry, cause }); break;
      case "unit": this.#units.set(fullUnitName(effect.name), { value: { ...this.unit(effect.name)?.value, ...effect.state }, cause }); break;
    }
  }
}

/** What an earlier task would have set in shadow(5) stays, but for what this one sets. */
function withShadow(entry: UserEntry | undefined, before: UserEntry | undefined): UserEntry | undefined {
  if (entry === undefined || before?.shadow === undefined) return entry;
  return { ...entry, shadow: { ...before.shadow, ...entry.shadow } };
}

/** A user's primary group mostly has the user's name. */
function owned<T extends { readonly owner: string; readonly group: string }>(state: T, user: string): T {
  return { ...state, owner: state.owner === "" ? user : state.owner, group: state.group === "" ? user : state.group };
}
