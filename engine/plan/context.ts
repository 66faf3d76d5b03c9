import type { Diagnostic } from "#engine/core/diagnostic.js";
import { problemAt } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import type { Module } from "#engine/module/contract.js";

/** The modules a playbook may name: the table, and other spellings of its keys (ansible.builtin.file, postgresql_user). */
export interface ModuleTable {
  readonly modules: ReadonlyMap<string, Module>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** What planning a run carries along: what it may use, and what it found wrong so far. */
export class PlanContext {
  readonly table: ModuleTable;
  /** Folders in which roles are looked for, besides roles/ beside the playbook. */
  readonly rolePaths: readonly string[];
  readonly #diagnostics: Diagnostic[] = [];
  #lastId = 0;

  constructor(table: ModuleTable, rolePaths: readonly string[]) {
    this.table = table;
    this.rolePaths = rolePaths;
  }

  /** Notes what is wrong; planning goes on, so that all errors are told at once. */
  report(...diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
  }

  /** Notes an error at a place. */
  error(code: string, message: string, place: Place, hint?: string): void {
    this.report(problemAt(code, message, { place, hint }));
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Numbers tasks in the order of the plan. */
  nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }
}
