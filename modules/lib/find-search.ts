import { posix } from "node:path";
import type { ValueMap } from "#engine/core/value.js";
import type { Reader } from "#engine/module/reader.js";
import { foundEntries, picturedEntry, STAT_FORMAT, type FoundEntry } from "./find-entry.js";

/** Where to search, and how deep. */
export interface Search {
  readonly paths: readonly string[];
  readonly recurse: boolean;
  readonly depth?: number;
  readonly follow: boolean;
}

/** All that is below the folders, sorted by path, and the paths that are none. */
export interface Searched {
  readonly entries: readonly FoundEntry[];
  readonly skipped: ValueMap;
}

/** A find(1) for the names, a stat(1) for all of them. Code 20: it is no folder. */
const SCRIPT = `# find in
folder=$1 depth=$2 follow=$3 format=$4
[ -d "$folder" ] || exit 20
set -- -H
[ "$follow" = no ] || set -- -L
find "$@" "$folder" -mindepth 1 -maxdepth "$depth" -print0 2>/dev/null | xargs -0 -r stat --printf "$format" -- 2>/dev/null
exit 0`;

/** Deep enough for any file system. */
const ALL_THE_WAY = 4096;

/** Searches by one process for each folder; through the picture where a check run has changed something, folder by folder. */
export async function searched(host: Reader, search: Search): Promise<Searched> {
  const found = await Promise.all(search.paths.map((path) => (host.predicting ? pictured(host, path, search) : onHost(host, path, search))));
  const skipped = search.paths.filter((_path, at) => found[at] === undefined).map((path) => [path, `'${path}' is not a directory`] as const);
  return { entries: found.flatMap((entries) => [...entries ?? []].sort(byPath)), skipped: Object.fromEntries(skipped) };
}

/** One deeper than asked for: Ansible counts these as examined. */
function levels({ recurse, depth }: Search): number {
  return recurse ? depth === undefined ? ALL_THE_WAY : depth + 1 : 1;
}

async function onHost(host: Reader, path: string, search: Search): Promise<readonly FoundEntry[] | undefined> {
  const { code, stdout } = await host.ask({ script: SCRIPT, args: [posix.normalize(path), String(levels(search)), search.follow ? "yes" : "no", STAT_FORMAT] });
  return code === 20 ? undefined : foundEntries(stdout, posix.normalize(path));
}

async function pictured(host: Reader, path: string, search: Search): Promise<readonly FoundEntry[] | undefined> {
  const folder = posix.normalize(path);
  if ((await host.path(folder, { follow: true, digest: false })).kind !== "directory") return undefined;
  return below(host, folder, { top: folder, left: levels(search), follow: search.follow });
}

async function below(host: Reader, folder: string, walk: { readonly top: string; readonly left: number; readonly follow: boolean }): Promise<readonly FoundEntry[]> {
  if (walk.left === 0) return [];
  const names = await host.entries(folder);
  return (await Promise.all(names.map(async (name): Promise<readonly FoundEntry[]> => {
    const path = posix.join(folder, name);
    const state = await host.path(path, { digest: false });
    if (state.kind === "absent") return [];
    const leads = walk.follow && state.kind === "link" ? await host.path(path, { follow: true, digest: false }) : state;
    const deeper = leads.kind === "directory" ? await below(host, path, { ...walk, left: walk.left - 1 }) : [];
    return [picturedEntry(path, walk.top, state), ...deeper];
  }))).flat();
}

function byPath(one: FoundEntry, other: FoundEntry): number {
  return one.path < other.path ? -1 : 1;
}
