import { ok, type Result } from "#engine/core/result.js";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { kindOf } from "#engine/language/python-text.js";
import { join } from "node:path";
import { defineLookup, failed, option } from "./define-lookup.js";
import { anything, switched, text } from "./readings.js";
import { findFile } from "./search-path.js";

interface Search {
  readonly files: Value;
  readonly paths: Value;
  readonly skip: boolean;
}

/** Files to look for, in order, and whether finding none is all right. */
interface Wanted {
  readonly names: readonly string[];
  readonly skip: boolean;
}

/** `first_found`: the first of several files that exists. Terms are names, lists of them, or dictionaries of files, paths and skip; `subdir` is for loops of tasks that look into `templates` or `vars`. */
export const firstFound = defineLookup({ files: option<Value>(anything, []), paths: option<Value>(anything, []), skip: option(switched, false), subdir: option(text, "files") }, (terms, { options, place }) => {
  const wanted = wantedOf(terms.length === 0 ? [{ files: options.files, paths: options.paths, skip: options.skip }] : terms, options);
  if (!wanted.ok) return wanted;
  const { names, skip } = wanted.value;
  const path = names.map((name) => findFile(options.subdir, name, place)).find((each) => each !== undefined);
  if (path !== undefined) return ok([path]);
  return skip ? ok([]) : failed(`none of these files is there: ${names.join(", ") || "(no names)"}`, "Add one that is always there, or `skip: true`");
});

function wantedOf(terms: readonly Value[], around: Search): Result<Wanted, Diagnostic> {
  const names: string[] = [];
  let { skip } = around;
  for (const term of terms) {
    const wanted = oneWanted(term, around);
    if (!wanted.ok) return wanted;
    names.push(...wanted.value.names);
    ({ skip } = wanted.value);
  }
  return ok({ names, skip });
}

function oneWanted(term: Value, around: Search): Result<Wanted, Diagnostic> {
  if (isList(term)) return wantedOf(term, around);
  if (isMap(term)) return searchOf(term);
  if (typeof term === "string") return named({ ...around, files: [term] });
  return failed(`a term must be a name or a dictionary, not ${kindOf(term)}`);
}

function searchOf(term: ValueMap): Result<Wanted, Diagnostic> {
  const strange = Object.keys(term).find((key) => !["files", "paths", "skip"].includes(key));
  if (strange !== undefined) return failed(`a search has no "${strange}"`, "It has files, paths and skip");
  const skip = switched.read(term["skip"] ?? false);
  return skip === undefined ? failed("`skip` must be true or false") : named({ files: term["files"] ?? [], paths: term["paths"] ?? [], skip });
}

/** Every file in every path. */
function named({ files, paths, skip }: Search): Result<Wanted, Diagnostic> {
  const names = split(files, /[,;]/);
  const folders = split(paths, /[,:;]/);
  if (names === undefined || folders === undefined) return failed("`files` and `paths` must be lists of names");
  return ok({ skip, names: folders.length === 0 ? names : folders.flatMap((folder) => names.map((name) => join(folder, name))) });
}

/** Names of a list or a text; separators count in both, as in Ansible. */
function split(value: Value, separator: RegExp): readonly string[] | undefined {
  if (typeof value === "string") return value.split(separator).map((name) => name.trim()).filter((name) => name !== "");
  if (!isList(value)) return undefined;
  const parts = value.map((each) => split(each, separator));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
