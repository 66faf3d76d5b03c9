import { dirname, join } from "node:path/posix";
import type { Secret } from "#engine/core/secret.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import { isMissing, isRefusal } from "#engine/module/define.js";
import type { FileState, PathState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { CURL_HINT, CURL_MISSING } from "./curl.js";
import { defined } from "./defined.js";
import type { Download, DownloadState } from "./download-state.js";
import { missingAccount, ownersAs } from "./ownership.js";
import { unfitForFile } from "./unsure-kind.js";

/** Looks at the file, and asks the server only where nothing else can decide. */
export async function probeDownload(host: Reader, wanted: Download): Promise<DownloadState | Missing | Refusal> {
  const { path, found } = await placeOf(host, wanted);
  const unfit = unfitForFile(host, path, found) ?? missingPlace(path, found);
  if (unfit !== undefined) return unfit;
  const state: DownloadState = found.kind === "file" ? await fileOf(host, wanted, { path, found }) : { path, kind: found.kind === "link" ? "link" : "absent" };
  const offered = await offeredDigest(host, wanted, state);
  if (isMissing(offered) || isRefusal(offered)) return offered;
  return await missingAccount(host, wanted, defined({ owner: state.owner, group: state.group })) ?? { ...state, ...defined({ offered }) };
}

function missingPlace(path: string, found: PathState): Missing | undefined {
  return found.kind === "absent" && !found.parent ? missing(`the folder ${dirname(path)} does not exist`, "make it first (file: state: directory)") : undefined;
}

interface Place {
  readonly path: string;
  readonly found: PathState;
}

/** Only a SHA-256 comes with the look; it is worth reading the file when there is one to compare. */
async function placeOf(host: Reader, { dest, name, ...wanted }: Download): Promise<Place> {
  const digest = wanted.algorithm === "sha256" && (wanted.digest ?? wanted.sums ?? (wanted.force || undefined)) !== undefined;
  const look = async (path: string): Promise<Place> => ({ path, found: await host.path(path, { digest }) });
  if (dest.endsWith("/")) return look(join(dest, name));
  const at = await look(dest);
  const folder = at.found.kind === "link" ? await host.path(dest, { follow: true, digest: false }) : at.found;
  return folder.kind === "directory" ? look(join(dest, name)) : at;
}

async function fileOf(host: Reader, wanted: Download, { path, found }: { readonly path: string; readonly found: FileState }): Promise<DownloadState> {
  const { sha256, mode, uid, gid, size } = found;
  const digest = wanted.algorithm === "sha256" || (wanted.digest ?? wanted.sums) === undefined ? sha256 : await digestOf(host, path, wanted.algorithm);
  return { path, kind: "file", digest, mode, ...ownersAs(wanted, found), uid, gid, size };
}

async function digestOf(host: Reader, path: string, algorithm: string): Promise<string | undefined> {
  const { code, stdout } = await host.ask([`${algorithm}sum`, "--", path]);
  return code === 0 ? /^\\?([0-9a-f]+)/.exec(stdout)?.[1] : undefined;
}

/** The digest that the server has: from its list, or (with force) by reading the file from it without keeping it. */
async function offeredDigest(host: Reader, { sums, config, force, digest, name, url }: Download, state: DownloadState): Promise<string | undefined | Missing | Refusal> {
  if (digest !== undefined) return undefined;
  if (sums !== undefined) {
    const listed = await fetched(host, ["curl", "--config", "-"], sums);
    return typeof listed === "string" ? digestIn(listed, name) ?? refuse(`the list of checksums does not name ${name}`, "see the URL in checksum") : listed;
  }
  if (!force || state.kind !== "file") return undefined;
  const summed = await fetched(host, { script: READ_AWAY, args: [] }, config);
  return typeof summed === "string" ? /^[0-9a-f]{64}/.exec(summed)?.[0] ?? refuse(`${url} cannot be read`) : summed;
}

/** Nothing of it is kept on the host. */
const READ_AWAY = `# digest of a download
{ curl --config - || echo failed; } | sha256sum`;

async function fetched(host: Reader, command: Parameters<Reader["ask"]>[0], stdin: string | Secret): Promise<string | Missing | Refusal> {
  const { code, stdout, stderr } = await host.ask(command, { stdin });
  if (code === 127 || /curl: (command )?not found/.test(stderr)) return missing(CURL_MISSING, CURL_HINT);
  return code === 0 && !/^curl: \(\d+\)/m.test(stderr) ? stdout : refuse(`the server did not give it: ${stderr.trim()}`, "see that the URL is right and the host can reach it");
}

/** A line `HEX  name`, `HEX *./name`, or nothing but the digest. */
export function digestIn(list: string, name: string): string | undefined {
  const lines = list.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  const named = lines.map((line) => /^([0-9a-fA-F]{32,128})\s+\*?(.+)$/.exec(line)).find((match) => match?.[2]?.split("/").at(-1) === name);
  const bare = lines.length === 1 && /^[0-9a-fA-F]{32,128}$/.test(lines[0] ?? "") ? lines[0] : undefined;
  return (named?.[1] ?? bare)?.toLowerCase();
}
