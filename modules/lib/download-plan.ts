import { join } from "node:path/posix";
import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Difference } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { Download, DownloadState } from "./download-state.js";
import { defined } from "./defined.js";
import { modeAfter } from "./file-mode.js";
import { attributeDiff, attributeSteps, forgottenIds, idsAfter, ownersWord } from "./ownership.js";

/** What should be there: the file, with the digest where one is known. */
export function wantedDownload(wanted: Download, before: DownloadState | undefined): Partial<DownloadState> {
  const { dest, name, owner, group, mode } = wanted;
  const digest = wanted.digest ?? before?.offered;
  return {
    path: before?.path ?? (dest.endsWith("/") ? join(dest, name) : dest), kind: "file",
    ...defined({ digest, owner, group, mode: mode === undefined ? undefined : modeAfter(mode, before?.mode ?? "0644", false) }),
    ...forgottenIds({ owner, group }, before), ...forgottenSize(digest, before),
  };
}

/** Another file has another size, and nobody knows it beforehand. */
function forgottenSize(digest: string | undefined, before: DownloadState | undefined): { readonly size?: undefined } {
  return digest === undefined || digest === before?.digest ? {} : { size: undefined };
}

function fetches(keys: readonly string[]): boolean {
  return keys.includes("kind") || keys.includes("digest");
}

/** Fetched beside its place, checked, given owner and mode, and renamed. */
const FETCH = `# download
dest=$1 owners=$2 mode=$3 backup=$4 sum=$5 digest=$6
new=$(mktemp -- "$dest.tsplay.XXXXXX") || exit
trap 'rm -f -- "$new"' EXIT
curl --config - > "$new" || exit
if [ -n "$digest" ]; then
  got=$("$sum" < "$new") || exit
  [ "\${got%% *}" = "$digest" ] || { echo "it has the digest \${got%% *}, not $digest: nothing was put in place" >&2; exit 1; }
fi
if [ -e "$dest" ]; then chown --reference="$dest" -- "$new"; chmod --reference="$dest" -- "$new"; else chmod 0644 -- "$new"; fi
[ -z "$owners" ] || chown -- "$owners" "$new" || exit
[ -z "$mode" ] || chmod -- "$mode" "$new" || exit
[ "$backup" = no ] || [ ! -e "$dest" ] || cp -p -- "$dest" "$dest.$(date +%Y-%m-%d@%H:%M:%S)~" || exit
mv -fT -- "$new" "$dest"`;

/** A download, or attributes. */
export function downloadSteps({ after, keys }: Difference<DownloadState>, { algorithm, config, backup, ...wanted }: Download): readonly Step[] {
  if (after === undefined) return [];
  if (!fetches(keys)) return attributeSteps(after.path, keys, after);
  const mode = wanted.mode === undefined ? "" : after.mode ?? "";
  const args = [after.path, ownersWord(wanted), mode, backup ? "yes" : "no", `${algorithm}sum`, after.digest ?? ""];
  return [{ kind: "run", command: { script: FETCH, args, stdin: config } }];
}

/** Where it comes from, and its digest. */
export function downloadDiff({ before, after, keys }: Difference<DownloadState>, { url, algorithm }: Download): readonly DiffPart[] {
  if (after === undefined) return [];
  const digest = (state: DownloadState | undefined): string => (state?.digest === undefined ? "" : ` (${algorithm} ${state.digest.slice(0, 12)})`);
  const fetched: DiffPart[] = fetches(keys) ? [{ kind: "note", title: after.path, note: `${before?.kind === "file" ? `another file${digest(before)}` : "nothing"} -> ${url}${digest(after)}` }] : [];
  return [...fetched, ...(before?.kind === "file" ? attributeDiff(after.path, before, after, keys) : [])];
}

/** A file whose content nobody knows yet. */
export function downloadEffects({ before, after, keys }: Difference<DownloadState>, { algorithm }: Download): readonly Effect[] {
  if (after === undefined) return [];
  const { path, mode = "0644", owner = "", group = "", digest, size = 0 } = after;
  const sha256 = algorithm === "sha256" ? digest : undefined;
  const state = { kind: "file", mode, owner, group, ...idsAfter({ owner, group }, before), size, sha256, mtime: 0, links: 1 } as const;
  return [{ kind: "path", path, state, ...(fetches(keys) ? {} : { kept: true }) }];
}

/** What `register` gets. */
export function downloadValues(state: DownloadState | undefined, { url, dest }: Download): ValueMap {
  if (state === undefined) return { url, dest };
  const { path, digest, mode, owner, group, uid, gid, size } = state;
  return { url, dest: path, path, state: "file", ...defined({ checksum: digest, mode, owner, group, uid, gid, size }) };
}
