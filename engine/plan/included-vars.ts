import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry, MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { isList, scalarText, type Value, type ValueMap } from "#engine/core/value.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import { pythonRegex, type PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { valueOf } from "#engine/schema/plain.js";
import { sourceCandidates, type SourcePlace } from "./source-paths.js";

/** Where include_vars stands. */
export interface IncludeVarsPlace {
  readonly from: SourcePlace;
  /** The task. */
  readonly include: Place;
  /** The name of the file or folder. */
  readonly at: Place;
}

/** What include_vars loaded: the variables as written, the files, and their values with templates unrendered. */
export interface IncludedVars {
  readonly vars: MapNode;
  readonly files: readonly string[];
  readonly shown: Value;
}

/** Loads the variables that include_vars names (Ansible: include_vars). Later files win. */
export function loadIncluded(params: ValueMap, place: IncludeVarsPlace): Result<IncludedVars, readonly Diagnostic[]> {
  const named = scalarText(params["file"] ?? params["dir"] ?? null) ?? "";
  const wanted = sourceCandidates("vars", named, place.from);
  const path = wanted.find((each) => existsSync(each));
  if (path === undefined) return err([problemAt("source-not-found", `there is no file "${named}" of variables`, { place: place.at, hint: `Looked for ${wanted.join(", ")}` })]);
  const files = params["file"] === undefined ? filesBelow(path, params, place) : ok([path]);
  return files.ok ? loadAll(files.value, params, place) : files;
}

function filesBelow(dir: string, params: ValueMap, { at }: IncludeVarsPlace): Result<readonly string[], readonly Diagnostic[]> {
  if (!statSync(dir).isDirectory()) return err([problemAt("wrong-type", `${dir} is no folder`, { place: at, hint: "Name a file with `file`" })]);
  const depth = Number(params["depth"] ?? 0);
  const choice = chosen(params);
  if (choice instanceof RegexProblem) return err([problemAt(choice.code, choice.message, { place: at, hint: choice.hint })]);
  const candidates = walk(dir, depth === 0 ? Infinity : depth).filter(choice);
  const endings = words(params["extensions"]);
  const known = candidates.filter((file) => endings.includes(extname(file).slice(1)));
  const other = candidates.find((file) => !known.includes(file));
  if (other === undefined || params["ignore_unknown_extensions"] === true) return ok(known);
  return err([problemAt("wrong-extension", `${other} does not end with ${endings.map((each) => `.${each}`).join(", ")}`, { place: at, hint: "Set ignore_unknown_extensions, or name it in ignore_files" })]);
}

/** What files_matching and ignore_files leave. */
function chosen(params: ValueMap): ((file: string) => boolean) | RegexProblem {
  const matching = typeof params["files_matching"] === "string" ? [pythonRegex(params["files_matching"])] : [];
  const ignored = words(params["ignore_files"]).map((pattern) => pythonRegex(`${pattern}$`));
  const wrong = [...matching, ...ignored].find((each) => each instanceof RegexProblem);
  if (wrong !== undefined) return wrong;
  const fits = (name: string) => (regex: PythonRegex | RegexProblem): boolean => regex instanceof RegexProblem || regex.test(name) === true;
  return (file) => matching.every(fits(basename(file))) && !ignored.some(fits(basename(file)));
}

function walk(dir: string, depth: number): readonly string[] {
  if (depth <= 0) return [];
  const entries = readdirSync(dir, { withFileTypes: true }).toSorted((a, b) => a.name < b.name ? -1 : 1);
  return [...entries.filter((entry) => !entry.isDirectory()).map((entry) => join(dir, entry.name)), ...entries.filter((entry) => entry.isDirectory()).flatMap((entry) => walk(join(dir, entry.name), depth - 1))];
}

function words(value: Value | undefined): readonly string[] {
  return isList(value) ? value.flatMap((each) => scalarText(each) ?? []) : [];
}

function loadAll(files: readonly string[], params: ValueMap, { at, include }: IncludeVarsPlace): Result<IncludedVars, readonly Diagnostic[]> {
  const entries = new Map<string, MapEntry>();
  for (const file of files) {
    const read = loadVarsFile(file, at);
    if (!read.ok) return read;
    for (const entry of read.value?.entries ?? []) entries.set(entry.key, entry);
  }
  const all: MapNode = { kind: "map", place: include, entries: [...entries.values()] };
  const name = params["name"];
  const vars: MapNode = typeof name === "string" && name !== "" ? { ...all, entries: [{ key: name, keyPlace: at, value: all }] } : all;
  return ok({ vars, files, shown: valueOf(vars) });
}
