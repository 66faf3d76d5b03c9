import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import picomatch from "picomatch";
import { ok } from "#engine/core/result.js";
import { sourceFolders } from "#engine/plan/source-paths.js";
import { defineByTerm } from "./define-lookup.js";
import { findFile } from "./search-path.js";

/** `fileglob`: the files of one folder of the control machine that match a pattern, sorted by name (Ansible leaves the order to the disk). */
export const fileglob = defineByTerm({}, (term, { place }) => {
  const name = basename(term);
  const folder = name === term ? undefined : findFile("files", dirname(term), place);
  const folders = name === term ? sourceFolders(place).flatMap((each) => [join(each, "files"), each]) : folder === undefined ? [] : [folder];
  return ok(folders.map((each) => filesLike(each, name)).find((files) => files.length > 0) ?? []);
});

/** As Python's glob: `*`, `?` and `[...]`, which do not match a dot at the beginning. */
function filesLike(folder: string, pattern: string): readonly string[] {
  const matches = picomatch(pattern, { nobrace: true, noextglob: true, dot: false });
  try {
    return readdirSync(folder).filter((name) => matches(name)).map((name) => join(folder, name)).filter(isFile).sort();
  } catch {
    return []; // a folder that is not there has no files
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
