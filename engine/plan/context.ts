import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt, warningAt } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { Lookup } from "#engine/inventory/variables.js";
import type { Module } from "#engine/module/erased.js";
import { namingPlugin } from "./plugin-files.js";

/** The modules a playbook may name: the table, and other spellings of its keys (ansible.builtin.file, postgresql_user). */
export interface ModuleTable {
  readonly modules: ReadonlyMap<string, Module>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Modules that Ansible has and this table has not, by all their spellings. */
  readonly absent?: ReadonlyMap<string, AbsentModule>;
}

/** Why a module is not there, and what to do in its place. */
export interface AbsentModule {
  readonly why: string;
  readonly instead: string;
}

/** What is wrong with a task whose module is not in the table: its own reason where it is one of Ansible's, else a guess among `names`. */
export function unknownModule({ modules, aliases, absent }: ModuleTable, { key, keyPlace }: { readonly key: string; readonly keyPlace: Place }, names: Iterable<string>): Diagnostic {
  const known = absent?.get(key);
  if (known !== undefined) return problemAt("absent-module", `the module "${key}" is not there: ${known.why}`, { place: keyPlace, hint: known.instead });
  return problemAt("unknown-module", `there is no module "${key}"`, { place: keyPlace, hint: didYouMean(key, [...modules.keys(), ...aliases.keys(), ...names]) ?? "`tsplay doc` lists the modules" });
}

/** What planning may use. */
export interface PlanSources {
  readonly table: ModuleTable;
  /** Folders in which roles are looked for, besides roles/ beside the playbook. */
  readonly rolePaths: readonly string[];
  readonly extraVars: readonly Layer[];
  /** Lookups from a folder, for what must be known before the run; without them only those that need nothing but variables. */
  readonly lookups?: PlanLookups | undefined;
}

/** Makes the lookups that look from a folder. */
export type PlanLookups = (folder: string) => Lookup;

/** What planning a run carries along: what it may use, and what it found wrong so far. */
export class PlanContext {
  readonly sources: PlanSources;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #prefix: string;
  #lastId = 0;

  /** `prefix` begins the ids of all tasks: what is planned while the run is on is numbered below the include it stands in. */
  constructor(sources: PlanSources, prefix = "") {
    this.sources = sources;
    this.#prefix = prefix;
  }

  get table(): ModuleTable {
    return this.sources.table;
  }

  /** A module by one of its names. */
  module(name: string): Module | undefined {
    const { modules, aliases } = this.table;
    return modules.get(name) ?? modules.get(aliases.get(name) ?? "");
  }

  /** Notes what is wrong; planning goes on, so that all errors are told at once. */
  report(...diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics.map((each) => namingPlugin(each.code, each)));
  }

  /** Notes an error at a place. */
  error(code: string, message: string, place: Place, hint?: string): void {
    this.report(problemAt(code, message, { place, hint }));
  }

  /** Notes something that is no error. */
  warn(code: string, message: string, place: Place, hint?: string): void {
    this.report(warningAt(code, message, { place, hint }));
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some((each) => each.severity === "error");
  }

  /** Numbers tasks in the order of the plan. */
  nextId(): string {
    this.#lastId += 1;
    return `${this.#prefix}${String(this.#lastId)}`;
  }
}
