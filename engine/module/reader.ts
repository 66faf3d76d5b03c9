import type { Command, CommandOptions, Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { ValueMap } from "#engine/core/value.js";
import type { GroupEntry, PackageState, PathState, UnitState, UserEntry } from "./host-state.js";

/**
 * The only view of a host that a module gets: it can ask, it cannot change.
 * All but `ask` look through the predicted picture: in a check run they answer as if the changes predicted so far were made,
 * and the engine notes which predictions an answer rests on. Prefer them to `ask` for anything another module may change.
 * Questions asked at the same time (Promise.all) share one round trip. A lost connection never answers: the engine ends the task.
 */
export interface Reader {
  /** Run a program that only reads. `argv` words are passed as they are; see ScriptCommand for a constant script. */
  ask(command: readonly string[] | Command, options?: CommandOptions): Promise<Output>;
  /** What is at an absolute path; follows no link unless told to. `digest: false` saves reading a file: its sha256 is then undefined. */
  path(path: string, options?: { readonly follow?: boolean; readonly digest?: boolean }): Promise<PathState>;
  /**
   * The bytes of a file, undefined when there is none or it is longer than `limit` (1 MiB when left out). In a check run bytes that nobody can know
   * yet make the whole answer undecided; with `optional` they are undefined, and the module goes on without them.
   */
  content(path: string, options?: { readonly limit?: number; readonly optional?: boolean }): Promise<Uint8Array | undefined>;
  /** The names in a directory, sorted; none where there is no directory. */
  entries(path: string): Promise<readonly string[]>;
  user(nameOrUid: string): Promise<UserEntry | undefined>;
  group(nameOrGid: string): Promise<GroupEntry | undefined>;
  packages(names: readonly string[]): Promise<readonly PackageState[]>;
  unit(name: string): Promise<UnitState>;
  /**
   * Says that the answer hangs on something only a predicted change could settle: a plan of "ok" that rests on it is reported as unknown.
   * Does nothing where no change has been predicted on this host.
   */
  undecided(what: string): void;
  /** What kept a question from being answered, such as a folder that this user may not search: whatever the module made of it, the task fails with this. */
  problem?(): Problem | undefined;
  /** Whether something was said to be undecided: a refusal is then only a guess, and the task is unknown. */
  isUndecided?(): boolean;
  /** In a check run: the packages that earlier tasks would install and the units that they would change, for modules that list all there are. */
  foretold?(): { readonly packages: readonly PackageState[]; readonly units: readonly string[] };
  /** True in a check run in which at least one change was predicted on this host. */
  readonly predicting: boolean;
  /** Facts gathered so far, under the names that modules gave them; empty when none were. */
  readonly facts: ValueMap;
}
