import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { ActionResult, Refusal } from "#engine/module/contract.js";
import { defineQuery } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { checksums } from "./lib/checksum.js";
import { contentFilter } from "./lib/find-content.js";
import { entryValues, type FoundEntry } from "./lib/find-entry.js";
import { findFilter } from "./lib/find-filter.js";
import { searched } from "./lib/find-search.js";

const params = {
  type: "object", required: ["paths"], additionalProperties: false,
  properties: {
    paths: { "type": "array", "items": { type: "string", pattern: "^/" }, "minItems": 1, "x-list": true, "x-aliases": ["name", "path"], "description": "Folders to search. What is none is passed over, and named in skipped_paths." },
    patterns: { "type": "array", "items": { type: "string" }, "x-list": true, "default": [], "x-aliases": ["pattern"], "description": "Names: shell patterns, or regular expressions with use_regex. One has to fit." },
    excludes: { "type": "array", "items": { type: "string" }, "x-list": true, "default": [], "x-aliases": ["exclude"], "description": "Names that are left out." },
    use_regex: { type: "boolean", default: false, description: "Patterns are regular expressions in Python's syntax, and fit from the beginning of a name." },
    file_type: { type: "string", enum: ["file", "directory", "link", "any"], default: "file", description: "What to find." },
    recurse: { type: "boolean", default: false, description: "Search folders in folders as well." },
    depth: { type: "integer", minimum: 1, description: "With recurse: how deep, 1 being what is right in the folder." },
    hidden: { type: "boolean", default: false, description: "Find names that begin with a dot, too." },
    follow: { type: "boolean", default: false, description: "Search folders that links lead to." },
    age: { type: "string", description: "At least so old: 30m, 2d; with a minus sign: at most." },
    age_stamp: { type: "string", enum: ["mtime", "atime", "ctime"], default: "mtime", description: "Which time counts." },
    size: { type: "string", description: "At least so large: 10m; with a minus sign: at most. Files only." },
    contains: { type: "string", description: "Files with a line that begins with what this regular expression fits. Files of more than 1 MiB are not read." },
    read_whole_file: { type: "boolean", default: false, description: "The expression may fit anywhere in the file, over several lines." },
    get_checksum: { type: "boolean", default: false, description: "Read files for their `checksum` (SHA-1)." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Files by name, age and size. */
export const find = defineQuery<Params>({
  name: "find",
  summary: "Find files by name, age, size or content.",
  description: "What is found is sorted by path. In a check run it finds what earlier tasks would have made; times that nobody knows yet are unknown.",
  params,
  examples: [
    { title: "Logs that are older than a week", yaml: "find:\n  paths: /var/log/app\n  patterns: \"*.log\"\n  age: 7d\nregister: old" },
    { title: "Folders of releases", yaml: "find:\n  paths: /opt/app/releases\n  file_type: directory\nregister: releases" },
  ],
  returns: {
    files: "path, mode, uid, gid, pw_name, gr_name, size, mtime, isdir, isreg, islnk and the like of each.", matched: "How many there are.", examined: "How many were looked at.",
    skipped_paths: "Paths that are no folders, and why.", msg: "All paths examined, or not all.",
  },
  ahead: true,
  answer,
});

async function answer(host: Reader, given: Params): Promise<ActionResult | Refusal> {
  const filter = findFilter(given);
  if (typeof filter !== "function") return filter;
  const content = contentFilter(given);
  if (typeof content !== "function") return content;
  const { entries, skipped } = await searched(host, given);
  const now = Date.now() / 1000;
  const wanted = filter(entries, now);
  if ("refused" in wanted) return wanted;
  const fitting = entries.filter((entry, at) => (given.depth === undefined || entry.depth <= given.depth) && chosen(host, wanted[at], entry));
  const holding = await Promise.all(fitting.map((entry) => content(host, entry)));
  const refused = holding.find((each) => typeof each !== "boolean");
  if (refused !== undefined) return refused;
  const found = fitting.filter((_entry, at) => holding[at]);
  const files = await described(host, found, given.get_checksum);
  const msg = Object.keys(skipped).length === 0 ? "All paths examined" : "Not all paths examined, check warnings for details";
  return { changed: false, values: { files, matched: files.length, examined: entries.length, skipped_paths: skipped, msg } };
}

/** An age that nobody knows leaves the whole answer open. */
function chosen(host: Reader, fits: boolean | undefined, { path }: FoundEntry): boolean {
  if (fits === undefined) host.undecided(`how old ${path} will be`);
  return fits === true;
}

async function described(host: Reader, found: readonly FoundEntry[], withChecksum: boolean): Promise<readonly ValueMap[]> {
  const files = withChecksum ? found.filter(({ kind }) => kind === "file").map(({ path }) => path) : [];
  const sums = await checksums(host, files, "sha1");
  const checksum = (path: string): Value => sums.get(path) ?? new Unknown(`what ${path} will hold`);
  return found.map((entry) => ({ ...entryValues(entry), ...(files.includes(entry.path) && { checksum: checksum(entry.path) }) }));
}
