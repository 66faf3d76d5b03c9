import type { Output } from "#engine/core/command.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { PathState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { dirname, resolve } from "node:path/posix";
import { defined } from "./defined.js";
import type { FileParams } from "./file-params.js";
import type { FileEntry } from "./file-entry.js";
import { modeAfter } from "./file-mode.js";
import { blockedFolder, unsureKind } from "./unsure-kind.js";
import { missingAccount, ownersAs, type Wanted } from "./ownership.js";

/** Every kind of path in a tree: its type, mode and owners; one line for each that occurs. */
const TREE = `# tree
find "$1" -printf '%y %m %U %G %u %g\\n' | sort | uniq -c`;

const SAME = `# same file
[ "$1" -ef "$2" ]`;

/** Looks at the path, and at whatever else decides what has to be done with it. */
export async function probeFile(host: Reader, params: FileParams): Promise<FileEntry | undefined | Missing | Refusal> {
  const looked = await lookAt(host, params);
  if ("refused" in looked) return looked;
  const { found, at } = looked;
  const unfit = unsureKind(host, params.path, found) ?? blockedFolder(found);
  if (unfit !== undefined && params.state !== "absent") return unfit;
  const before = found.kind === "absent" ? undefined : { ...entryOf(found, params), ...defined({ at }) };
  const lacking = await missingPiece(host, params, { found, before });
  if (lacking !== undefined || before === undefined) return lacking;
  return { ...before, ...await more(host, params, before) };
}

/** A link is followed where the state is about what it leads to. */
async function lookAt(host: Reader, { path, state, follow }: FileParams): Promise<{ readonly found: PathState; readonly at?: string } | Refusal> {
  const found = await host.path(path, { digest: false });
  if (found.kind !== "link" || !follow || state === "link" || state === "absent" || state === undefined) return { found };
  const behind = await host.path(path, { follow: true, digest: false });
  return behind.kind === "absent" ? refuse(`${path} is a link to ${found.target}, which does not exist`, "remove the link first (state: absent), or give its target") : { found: behind, at: resolve(dirname(path), found.target) };
}

function entryOf(found: Exclude<PathState, { readonly kind: "absent" }>, params: FileParams): FileEntry {
  if (found.kind === "link") return { kind: "link", target: found.target, owner: found.owner, group: found.group };
  const { kind, mode, uid, gid } = found;
  return { kind, mode, ...ownersAs(params, found), uid, gid, ...(found.kind === "file" && { size: found.size }) };
}

/** What has to be there before the path can be as wanted, and is not. */
async function missingPiece(host: Reader, params: FileParams, { found, before }: { readonly found: PathState; readonly before: FileEntry | undefined }): Promise<Missing | undefined> {
  if (params.state === "absent") return undefined;
  const place = found.kind === "absent" ? missingPlace(params, found.parent) : undefined;
  return place ?? await missingSource(host, params) ?? missingAccount(host, params, defined({ owner: before?.owner, group: before?.group }));
}

function missingPlace({ path, state, recurse }: FileParams, parent: boolean): Missing | undefined {
  if (state === "directory" || (state === undefined && recurse)) return undefined;
  if (state === "file" || state === undefined) return missing(`${path} does not exist`, "state: file only sets attributes; use state: touch, or the module copy");
  return parent ? undefined : missing(`the folder ${dirname(path)} does not exist`, "make it first (file: state: directory)");
}

/** A relative target is found from the folder of the link. */
async function missingSource(host: Reader, { path, state, src, force }: FileParams): Promise<Missing | undefined> {
  if (src === undefined || (state === "link" && force)) return undefined;
  const source = state === "hard" ? src : resolve(dirname(path), src);
  const found = await host.path(source, { follow: true, digest: false });
  if (found.kind !== "absent") return undefined;
  return missing(`${source}, which the link is to lead to, does not exist`, state === "link" ? "force: true makes the link all the same" : undefined);
}

async function more(host: Reader, { path, state, src = "", ...params }: FileParams, before: FileEntry): Promise<Partial<FileEntry>> {
  const ask = async (script: string, ...args: readonly string[]): Promise<Output> => host.ask({ script, args });
  if (params.recurse && before.kind === "directory") return { unlike: unlike((await ask(TREE, path)).stdout, params) };
  if (state === "hard" && before.kind === "file") return (await ask(SAME, path, src)).code === 0 ? { kind: "hard" } : {};
  if (before.kind !== "directory" || !REPLACING.has(state)) return {};
  return { holds: (await host.entries(path)).length };
}

/** States that a directory is in the way of. */
const REPLACING: ReadonlySet<FileParams["state"]> = new Set(["absent", "link", "hard"]);

/** How many paths of a tree are not as wanted. */
function unlike(listing: string, wanted: Wanted): number {
  const lines = listing.split("\n").map((line) => line.trim().split(" ")).filter((words) => words.length > 1);
  return lines.reduce((sum, [count, ...words]) => (fits(words, wanted) ? sum : sum + Number(count)), 0);
}

/** A link has no mode of its own. */
function fits([type, mode = "", uid, gid, user, group]: readonly string[], wanted: Wanted): boolean {
  const owned = [undefined, uid, user].includes(wanted.owner) && [undefined, gid, group].includes(wanted.group);
  if (!owned || wanted.mode === undefined || type === "l") return owned;
  return modeAfter(wanted.mode, mode, type === "d") === mode.padStart(4, "0");
}
