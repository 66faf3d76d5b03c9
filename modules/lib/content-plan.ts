import { dirname, join } from "node:path/posix";
import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import type { Difference } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { PathState } from "#engine/module/host-state.js";
import { SHOWN, textOf, type ContentState, type WantedContent } from "./content-state.js";
import { copyOnHost } from "./copy-on-host.js";
import { defined } from "./defined.js";
import { modeAfter } from "./file-mode.js";
import { madeFolders, makeDirectory } from "./make-directory.js";
import { attributeDiff, attributeSteps, forgottenIds, idsAfter, ownersWord } from "./ownership.js";

/** What should be at the path; nothing is asked of a file that is there and may not be replaced. */
export function wantedContent(wanted: WantedContent, before: ContentState | undefined): Partial<ContentState> {
  const isThere = before !== undefined && before.kind !== "absent";
  if (isThere && !wanted.force) return {};
  const { owner, group, dest, name } = wanted;
  return {
    path: before?.path ?? (dest.endsWith("/") ? join(dest, name) : dest),
    kind: "file", folder: true, sha256: wanted.sha256 ?? before?.source?.sha256,
    ...defined({ owner, group, mode: wantedMode(wanted, before) }), ...forgottenIds({ owner, group }, before),
  };
}

function wantedMode({ mode }: WantedContent, before: ContentState | undefined): string | undefined {
  if (mode === undefined) return undefined;
  return mode === "preserve" ? before?.source?.mode : modeAfter(mode, before?.mode ?? "0644", false);
}

/** Whether the content itself changes, and not only attributes. */
function rewrites(keys: readonly string[]): boolean {
  return keys.includes("sha256") || keys.includes("kind");
}

/** A whole file is written, or attributes are set. */
export function contentSteps({ before, after, keys }: Difference<ContentState>, wanted: WantedContent): readonly Step[] {
  if (after === undefined) return [];
  if (!rewrites(keys)) return attributeSteps(after.path, keys, after);
  const folder = before?.folder === false && (wanted.makeFolders || wanted.dest.endsWith("/"))
    ? [makeDirectory(dirname(after.path), wanted.directoryMode ?? "", ownersWord(wanted))] : [];
  return [...folder, placing(after, wanted, before?.kind === "file")];
}

function placing({ path, mode }: ContentState, { content, owner, group, validate, ...wanted }: WantedContent, exists: boolean): Step {
  const attributes = { ...defined({ owner, group, mode: wanted.mode === undefined ? undefined : mode }) };
  const backup = wanted.backup && exists;
  if (content.from === "host") return copyOnHost(content.path, path, { ...attributes, backup, validate });
  return { kind: "write", path, content, ...attributes, ...defined({ validate }), ...(backup && { backup }), ...(wanted.follow && { follow: true }) };
}

/** The text before and after, and the attributes that change. */
export function contentDiff({ before, after, keys }: Difference<ContentState>, wanted: WantedContent): readonly DiffPart[] {
  if (after === undefined) return [];
  const fields = before === undefined || before.kind === "absent" ? [] : attributeDiff(after.path, before, after, keys);
  return [...(rewrites(keys) ? [shown(before, after, wanted)] : []), ...fields];
}

function shown(before: ContentState | undefined, { path }: ContentState, { content, bytes, size = 0 }: WantedContent): DiffPart {
  const title = path;
  if (content.from === "secret") return { kind: "note", title, note: "the content is secret" };
  if (content.from === "host") return { kind: "note", title, note: `a copy of ${content.path}` };
  const text = bytes === undefined ? undefined : textOf(bytes);
  const old = before?.kind === "file" ? before.text : "";
  return text === undefined || old === undefined ? { kind: "note", title, note: notShown(before, size) } : { kind: "text", title, before: old, after: text };
}

function notShown(before: ContentState | undefined, size: number): string {
  return `not shown as text: ${before?.size ?? 0} -> ${size} bytes`;
}

/** What is at the path afterwards; its content where it is short and no secret. */
export function contentEffects({ before, after, keys }: Difference<ContentState>, wanted: WantedContent): readonly Effect[] {
  if (after === undefined) return [];
  const state = fileAfter(after, before, wanted.size ?? before?.source?.size);
  const { path } = after;
  if (!rewrites(keys)) return [{ kind: "path", path, state, kept: true }];
  const { bytes, owner, group, directoryMode } = wanted;
  const folders = before?.folder === false ? { folders: madeFolders({ mode: directoryMode, owner, group }) } : {};
  return [{ kind: "path", path, state, ...folders, ...(bytes !== undefined && bytes.length <= SHOWN && { content: bytes }) }];
}

function fileAfter({ mode = "0644", owner = "", group = "", sha256 }: ContentState, before: ContentState | undefined, size = 0): PathState {
  return { kind: "file", mode, owner, group, ...idsAfter({ owner, group }, before), size, sha256, mtime: 0, links: 1 };
}

/** What `register` gets. */
export function contentValues(state: ContentState | undefined, wanted: WantedContent): ValueMap {
  if (state === undefined) return {};
  const { path, mode, owner, group, uid, gid, sha256 } = state;
  return { dest: path, path, state: "file", ...defined({ mode, owner, group, uid, gid, checksum: sha256, size: wanted.size ?? state.size }) };
}
