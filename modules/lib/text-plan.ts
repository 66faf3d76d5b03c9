import { createHash } from "node:crypto";
import type { DiffPart } from "#engine/core/change.js";
import { Secret } from "#engine/core/secret.js";
import type { Step } from "#engine/core/step.js";
import type { Difference } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import { defined } from "./defined.js";
import { modeAfter } from "./file-mode.js";
import { attributeDiff, attributeSteps, forgottenIds, idsAfter, type Wanted } from "./ownership.js";
import type { TextFile } from "./text-file.js";

/** A text file, and what an edit did to it. */
export interface EditedFile extends TextFile {
  /** In Ansible's words: "line added". Only there when something was done. */
  readonly done?: string;
}

/** How the file is to be edited. */
export interface TextEdit extends Wanted {
  readonly path: string;
  readonly create: boolean;
  readonly backup: boolean;
  readonly validate: readonly string[] | undefined;
  readonly secret: boolean;
}

/** The file after the edit; only attributes of one whose text nobody knows yet. */
export function editedFile({ path, mode, owner, group }: TextEdit, before: TextFile | undefined, edited: { readonly text: string; readonly done: string | undefined } | undefined): Partial<EditedFile> {
  return {
    ...(before === undefined && { path, encoding: "utf8" as const }),
    ...defined({ text: edited?.text, done: edited?.done, owner, group, mode: mode === undefined ? undefined : modeAfter(mode, before?.mode ?? "0644", false) }),
    ...forgottenIds({ owner, group }, before),
  };
}

/** The whole file is written anew, or attributes are set. */
export function textSteps({ before, after, keys }: Difference<EditedFile>, edit: TextEdit): readonly Step[] {
  if (after === undefined) return [];
  if (!keys.includes("text")) return attributeSteps(edit.path, keys, after);
  const text = after.text ?? "";
  const { owner, group, validate } = edit;
  return [{
    kind: "write", path: edit.path, follow: true,
    content: edit.secret ? { from: "secret", text: new Secret(text) } : { from: "memory", bytes: new Uint8Array(Buffer.from(text, after.encoding)) },
    ...defined({ owner, group, validate, mode: edit.mode === undefined ? undefined : after.mode }),
    ...(edit.backup && before !== undefined && { backup: true }),
  }];
}

/** The text before and after, and attributes. */
export function textDiff({ before, after, keys }: Difference<EditedFile>, edit: TextEdit): readonly DiffPart[] {
  if (after === undefined) return [];
  const fields = before === undefined ? [] : attributeDiff(edit.path, before, after, keys);
  return keys.includes("text") ? [textPart(before, after, edit), ...fields] : fields;
}

function textPart(before: EditedFile | undefined, { text = "", done = "changed" }: EditedFile, { path: title, create, secret }: TextEdit): DiffPart {
  if (secret) return { kind: "note", title, note: `${done}: it is secret` };
  if (before === undefined && !create) return { kind: "note", title, note: "edited as it will be by then" };
  return { kind: "text", title, before: before?.text ?? "", after: text };
}

/** What is at the path afterwards. */
export function textEffects({ before, after, keys }: Difference<EditedFile>, edit: TextEdit): readonly Effect[] {
  if (after === undefined) return [];
  const { path, mode = "0644", owner = "", group = "" } = after as Partial<EditedFile> & { readonly path: string };
  const content = edit.secret || (before === undefined && !edit.create) ? undefined : new Uint8Array(Buffer.from(after.text ?? "", after.encoding));
  const state = { kind: "file", mode, owner, group, ...idsAfter({ owner, group }, before), ...digestOf(content), mtime: 0, links: 1 } as const;
  return [{ kind: "path", path, state, ...(keys.includes("text") ? defined({ content }) : { kept: true }) }];
}

function digestOf(content: Uint8Array | undefined): { readonly size: number; readonly sha256: string | undefined } {
  return { size: content?.length ?? 0, sha256: content === undefined ? undefined : createHash("sha256").update(content).digest("hex") };
}
