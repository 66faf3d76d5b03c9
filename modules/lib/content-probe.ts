import { dirname, join } from "node:path/posix";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { FileState, PathState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { textOf, type ContentState, type WantedContent } from "./content-state.js";
import { defined } from "./defined.js";
import { missingAccount, ownersAs } from "./ownership.js";
import { unfitForFile } from "./unsure-kind.js";

type Looked = ContentState | Missing | Refusal;

/** Looks at where the file should be: one question for a file that is as wanted. */
export async function probeContent(host: Reader, wanted: WantedContent): Promise<Looked> {
  const source = await sourceOf(host, wanted);
  if (source !== undefined && !("sha256" in source)) return source;
  const { path, found } = await placeOf(host, wanted);
  const unfit = unfitForFile(host, path, found);
  if (unfit !== undefined) return unfit;
  const state = stateOf(path, found, wanted);
  const lacking = missingFolder(wanted, state) ?? await missingAccount(host, wanted, state);
  if (lacking !== undefined) return lacking;
  const text = await shownText(host, state, wanted.bytes === undefined ? undefined : wanted.sha256);
  return { ...state, ...defined({ text, source }) };
}

/** A file of the host that is to be copied there. */
async function sourceOf(host: Reader, { content }: WantedContent): Promise<NonNullable<ContentState["source"]> | Missing | Refusal | undefined> {
  if (content.from !== "host") return undefined;
  const found = await host.path(content.path, { follow: true });
  if (found.kind === "absent") return missing(`${content.path}, which is to be copied, does not exist on the host`);
  if (found.kind === "directory") return refuse(`${content.path} is a directory, and remote_src copies files only`, "use the module command: cp -a");
  if (found.kind !== "file" || found.sha256 === undefined) {
    host.undecided(`what ${content.path} holds`);
    return found.kind === "file" ? missing(`what ${content.path} holds is not known yet`) : refuse(`${content.path} is no regular file`);
  }
  return { sha256: found.sha256, size: found.size, mode: found.mode };
}

interface Place {
  readonly path: string;
  readonly found: PathState;
}

async function placeOf(host: Reader, { dest, name, follow, ...wanted }: WantedContent): Promise<Place> {
  if (dest.endsWith("/")) return lookAt(host, join(dest, name), follow);
  const found = await lookAt(host, dest, follow || wanted.makeFolders);
  const folder = found.found.kind === "link" ? await host.path(dest, { follow: true }) : found.found;
  return folder.kind === "directory" && name !== "" ? lookAt(host, join(dest, name), follow) : found;
}

async function lookAt(host: Reader, path: string, follow: boolean): Promise<Place> {
  return { path, found: await host.path(path, follow ? { follow } : {}) };
}

function stateOf(path: string, found: PathState, wanted: WantedContent): ContentState {
  switch (found.kind) {
    case "link": return { path, kind: "link", target: found.target, folder: true };
    case "file": return fileOf(path, found, wanted);
    default: return { path, kind: "absent", folder: found.kind !== "absent" || found.parent };
  }
}

function fileOf(path: string, found: FileState, wanted: WantedContent): ContentState {
  const { sha256, mode, uid, gid, size } = found;
  return { path, kind: "file", sha256, mode, ...ownersAs(wanted, found), uid, gid, size, folder: true };
}

function missingFolder({ dest, makeFolders }: WantedContent, { path, folder }: ContentState): Missing | undefined {
  if (folder || makeFolders || dest.endsWith("/")) return undefined;
  return missing(`the folder ${dirname(path)} does not exist`, "make it first (file: state: directory)");
}

/** What a file held that will hold something else. */
async function shownText(host: Reader, state: ContentState, sha256: string | undefined): Promise<string | undefined> {
  if (state.kind !== "file" || sha256 === undefined || state.sha256 === sha256) return undefined;
  const bytes = await host.content(state.path);
  return bytes === undefined ? undefined : textOf(bytes);
}
