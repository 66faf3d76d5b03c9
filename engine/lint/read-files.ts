import type { ModuleTable } from "#engine/plan/context.js";
import type { LintFile } from "./lint-file.js";
import { readFile } from "./read-file.js";
import { references } from "./references.js";

/** How files are read, and what is to be told of those that they name. */
export interface Follow {
  readonly table: ModuleTable;
  readonly rolePaths: readonly string[];
  /** Whether a file that another one names is read for what it defines only: nothing is told of it. */
  readonly asContext: (path: string) => boolean;
}

/** Reads the files, and those that they name; a Map may grow while it is walked, so that these are followed as well. */
export function readFiles(paths: readonly string[], { table, rolePaths, asContext }: Follow): { readonly files: readonly LintFile[]; readonly imported: ReadonlySet<string> } {
  const read = new Map(paths.map((path) => [path, readFile(path, table)]));
  const imported = new Set<string>();
  for (const file of read.values()) {
    for (const { path, as } of references(file, rolePaths)) {
      const known = read.get(path);
      if (as === "playbook") imported.add(path);
      if (known === undefined || (known.kind === "other" && as !== undefined)) read.set(path, readFile(path, table, { context: known?.context ?? asContext(path), as }));
    }
  }
  return { files: [...read.values()], imported };
}
