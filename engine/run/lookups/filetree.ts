import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { join } from "node:path";
import { ok } from "#engine/core/result.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import { defineLookup, failed } from "./define-lookup.js";
import { findFile } from "./search-path.js";

/**
 * `filetree` (community.general): everything below folders of the control machine, each path once, from the first folder that has it. Sorted by name
 * (Ansible leaves the order to the disk).
 */
export const filetree = defineLookup({}, (terms, { place }) => {
  const names = namesOf();
  const seen = new Map<string, ValueMap>();
  for (const term of terms) {
    if (typeof term !== "string") return failed("a folder must be text");
    const root = findFile("files", term, place);
    for (const path of root === undefined ? [] : pathsBelow(root)) seen.set(path, seen.get(path) ?? described(root ?? "", path, names));
  }
  const all: readonly Value[] = [...seen.values()].filter((each) => Object.hasOwn(each, "state"));
  return ok(all);
});

/** Paths below a folder, relative to it: what is in it, folders first, and then what is below each of those. */
function pathsBelow(root: string, folder = ""): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  return [...folders, ...entries.filter((entry) => !entry.isDirectory()).map((entry) => join(folder, entry.name)), ...folders.flatMap((each) => pathsBelow(root, each))];
}

interface Names {
  readonly users: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<number, string>;
}

function described(root: string, path: string, { users, groups }: Names): ValueMap {
  const full = join(root, path);
  const stats = lstatSync(full);
  return {
    root, path, ...stateOf(full, stats), mode: `0${(stats.mode & 0o7777).toString(8).padStart(3, "0")}`, uid: stats.uid, gid: stats.gid,
    owner: users.get(stats.uid) ?? String(stats.uid), group: groups.get(stats.gid) ?? String(stats.gid), mtime: stats.mtimeMs / 1000, ctime: stats.ctimeMs / 1000, size: stats.size,
  };
}

function stateOf(full: string, stats: Stats): ValueMap {
  if (stats.isSymbolicLink()) return { state: "link", src: readlinkSync(full) };
  if (stats.isDirectory()) return { state: "directory" };
  return stats.isFile() ? { state: "file", src: full } : {}; // devices and pipes are left out
}

function namesOf(): Names {
  return { users: idsIn("/etc/passwd"), groups: idsIn("/etc/group") };
}

function idsIn(file: string): ReadonlyMap<number, string> {
  const rows = readFileSync(file, "utf8").split("\n").map((line) => line.split(":"));
  return new Map(rows.map(([name = "", , id]): [number, string] => [Number(id), name]).reverse());
}
