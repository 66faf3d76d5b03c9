import { dirname } from "node:path/posix";
import type { Step } from "#engine/core/step.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { Reader } from "#engine/module/reader.js";
import { unsureKind } from "./unsure-kind.js";

/** The text of a small file that a tool of the host keeps; `exists: false` where there is none, and a folder for one. */
export interface PlainFile {
  readonly exists: boolean;
  readonly text: string;
}

/** Reads it, links followed. A file that cannot be read whole is refused: it must not be written anew from nothing. */
export async function readPlainFile(host: Reader, path: string): Promise<PlainFile | Missing | Refusal> {
  const found = await host.path(path, { follow: true, digest: false });
  if (found.kind === "absent") return found.parent ? { exists: false, text: "" } : missing(`the folder ${dirname(path)} does not exist`, "make it first (file: state: directory)");
  if (found.kind !== "file") return unsureKind(host, path, found) ?? refuse(`${path} is no regular file`);
  const bytes = await host.content(path);
  if (bytes === undefined && host.predicting) return missing(`what ${path} holds is not known yet`);
  return bytes === undefined ? refuse(`${path} is longer than 1 MiB, or could not be read`) : { exists: true, text: new TextDecoder().decode(bytes) };
}

/** Writes it whole; mode and owner of one that is there stay. */
export function writePlainFile(path: string, text: string, mode?: string): Step {
  return { kind: "write", path, follow: true, content: { from: "memory", bytes: new TextEncoder().encode(text) }, ...(mode !== undefined && { mode }) };
}

/** What a check run foresees of it. */
export function plainFileEffects(path: string, text: string, mode = "0644"): readonly Effect[] {
  if (!path.startsWith("/")) return [];
  const content = new TextEncoder().encode(text);
  return [{ kind: "path", path, content, state: { kind: "file", mode, owner: "", group: "", uid: -1, gid: -1, size: content.length, sha256: undefined, mtime: 0, links: 1 } }];
}
