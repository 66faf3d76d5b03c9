import { homedir } from "node:os";
import { dirname, isAbsolute, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { Secret } from "#engine/core/secret.js";
import { isList, type Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { LOCKED_FILE } from "#engine/load/vault/locked-file.js";
import { booleanOf, numberOf } from "#engine/schema/coerce.js";
import type { Variables } from "./variables.js";

/** Where connection variables are read; `explain` gives messages their places, and relative paths the file they are relative to. */
export type ConnectionScope = Pick<Scope, "get"> & Partial<Pick<Variables, "explain">>;

/** Reads single variables, and gathers what is wrong with them. */
export class VariableReader {
  readonly problems: Diagnostic[] = [];
  readonly #scope: ConnectionScope;

  constructor(scope: ConnectionScope) {
    this.#scope = scope;
    this.value(LOCKED_FILE); // without it nobody knows how the host is meant to be reached
  }

  /** The value; undefined when it is not set, null, empty, or in error (which is noted). */
  value(name: string): Value | undefined {
    const found = this.#scope.get(name);
    if (found?.ok === false) this.problems.push(found.error);
    return found?.ok === true && found.value !== null && found.value !== "" ? found.value : undefined;
  }

  /** Text; of several names for the same thing the first that is set counts. */
  text(...names: readonly string[]): string | undefined {
    return this.#first(names, (value) => (typeof value === "string" || typeof value === "number" ? String(value) : undefined), "must be text");
  }

  secret(...names: readonly string[]): Secret | undefined {
    return this.#first(names, (value) => {
      if (value instanceof Secret) return value;
      return typeof value === "string" || typeof value === "number" ? new Secret(String(value)) : undefined;
    }, "must be text");
  }

  number(...names: readonly string[]): number | undefined {
    return this.#first(names, (value) => {
      const number = numberOf(value);
      return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
    }, "must be a whole number above 0");
  }

  boolean(...names: readonly string[]): boolean | undefined {
    return this.#first(names, booleanOf, "must be true or false");
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    const found = choices.find((each) => each === value);
    if (value !== undefined && found === undefined) this.problem(name, `is "${value}", which is not supported`, `Supported are: ${choices.join(", ")}`);
    return found;
  }

  /** A list of texts, or one text with commas. */
  texts(name: string): readonly string[] | undefined {
    return this.#first([name], (value) => {
      const items = isList(value) ? value : typeof value === "string" ? value.split(",").map((item) => item.trim()) : [value];
      return items.every((item) => typeof item === "string") ? items.filter((item) => item !== "") : undefined;
    }, "must be a list of texts");
  }

  /** Files, relative ones beside the file in which the variable is written. */
  files(name: string): readonly string[] {
    return this.#first([name], (value) => {
      const paths = isList(value) ? value : [value];
      return paths.every((path) => typeof path === "string") ? paths.map((path) => this.#path(name, path)) : undefined;
    }, "must be the name of a file, or a list of them") ?? [];
  }

  file(...names: readonly string[]): string | undefined {
    return names.map((name) => this.files(name)[0]).find((path) => path !== undefined);
  }

  /** Notes what is wrong with a variable. */
  problem(name: string, what: string, hint?: string): void {
    this.problems.push(problemAt("bad-connection-variable", `${name} ${what}`, { place: this.#place(name), hint }));
  }

  #first<T>(names: readonly string[], read: (value: Value) => T | undefined, otherwise: string): T | undefined {
    for (const name of names) {
      const value = this.value(name);
      if (value === undefined) continue;
      const made = read(value) ?? (value instanceof Secret ? read(value.reveal()) : undefined); // a user name or a port may be encrypted, too; the mask knows it
      if (made === undefined) this.problem(name, otherwise);
      return made;
    }
    return undefined;
  }

  #path(name: string, path: string): string {
    if (path.startsWith("~/")) return resolve(homedir(), path.slice(2));
    if (isAbsolute(path)) return path;
    const file = this.#place(name)?.file;
    if (file !== undefined) return resolve(file.startsWith("-") ? "." : dirname(file), path);
    const dir = this.#scope.get("inventory_dir");
    return resolve(dir?.ok === true && typeof dir.value === "string" ? dir.value : ".", path);
  }

  #place(name: string): Place | undefined {
    return this.#scope.explain?.(name)[0]?.place;
  }
}
