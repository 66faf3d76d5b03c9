import { randomInt } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { isList, scalarText, type Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { findSource } from "#engine/plan/source-paths.js";
import type { PlannedRole } from "#engine/plan/types.js";

/** Where lookups look, and what they may do. */
export interface LookupPlace {
  readonly role: PlannedRole | undefined;
  readonly playbookDir: string;
  /** A check run writes nothing, not even a new password. */
  readonly check: boolean;
  /** Passwords made up in this run and not written: the same path gives the same one. */
  readonly passwords: Map<string, Secret>;
}

type Plugin = (term: string, place: LookupPlace, options: Readonly<Record<string, Value>>) => Value;

/** The lookup function of an expression's scope: what each plugin says of each term, joined by commas as Ansible does for `lookup`. */
export function lookupIn(place: LookupPlace): NonNullable<Scope["lookup"]> {
  return (plugin, terms, options) => {
    const found = PLUGINS.get(plugin.replace(/^ansible\.builtin\./, ""));
    if (found === undefined) return undefined;
    return said(() => terms.flatMap((term) => isList(term) ? term : [term]).map((term) => found(scalarText(term) ?? "", place, options)), plugin, options);
  };
}

function said(all: () => readonly Value[], plugin: string, options: Readonly<Record<string, Value>>): Result<Value, Diagnostic> {
  try {
    const values = all();
    return ok(options["wantlist"] === true ? values : values.length === 1 ? values[0] ?? "" : values.map(String).join(","));
  } catch (error) {
    if (options["errors"] === "ignore") return ok("");
    return err(problemAt("lookup-failed", `lookup "${plugin}": ${error instanceof Error ? error.message : String(error)}`));
  }
}

const PLUGINS: ReadonlyMap<string, Plugin> = new Map<string, Plugin>([
  ["file", (term, place) => readFileSync(located(term, place), "utf8").trimEnd()],
  ["env", (term, _place, options) => process.env[term] ?? options["default"] ?? ""],
  ["pipe", (term) => execFileSync("/bin/sh", ["-c", term], { encoding: "utf8" }).trimEnd()],
  ["password", (term, place) => password(term, place)],
]);

function located(name: string, place: LookupPlace): string {
  const path = findSource("files", name, place);
  if (path === undefined) throw new Error(`there is no file "${name}"`);
  return path;
}

const LENGTH = 32;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A password kept in a file of the control machine, made up when the file is not there yet. `path length=20`; /dev/null keeps nothing. */
function password(term: string, place: LookupPlace): Secret {
  const [name = "", ...words] = term.split(/\s+(?=\w+=)/);
  const path = resolve(place.playbookDir, name);
  const length = Number(words.find((word) => word.startsWith("length="))?.slice("length=".length) ?? LENGTH);
  const known = place.passwords.get(path) ?? (path === "/dev/null" ? undefined : kept(path));
  if (known !== undefined) return known;
  const made = new Secret(Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join(""));
  if (path !== "/dev/null") place.passwords.set(path, made);
  if (path !== "/dev/null" && !place.check) keep(path, made);
  return made;
}

function kept(path: string): Secret | undefined {
  try {
    return new Secret((readFileSync(path, "utf8").split("\n")[0] ?? "").replace(/ salt=.*$/, ""));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function keep(path: string, made: Secret): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${made.reveal()}\n`, { mode: 0o600, flag: "wx" });
}
