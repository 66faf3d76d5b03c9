import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { FileContent } from "#engine/core/step.js";
import { Secret } from "#engine/core/secret.js";
import type { RenderedTemplate, SourceFile } from "#engine/module/contract.js";
import { SHOWN } from "./content-state.js";

/** The content of a file, and what is known of it beforehand. */
export interface KnownContent {
  readonly content: FileContent;
  readonly bytes: Uint8Array | undefined;
  readonly sha256: string;
  readonly size: number;
}

/** Text of a playbook. */
export function contentOfText(text: string | Secret): KnownContent {
  if (!(text instanceof Secret)) return contentOfBytes(new TextEncoder().encode(text));
  const bytes = new TextEncoder().encode(text.reveal());
  return { content: { from: "secret", text }, bytes: undefined, sha256: sha256(bytes), size: bytes.length };
}

/** A file of the control machine; only a short one is read. */
export async function contentOfFile(source: SourceFile): Promise<KnownContent> {
  const { path, size } = source;
  if (source.secret === true) return contentOfSecretFile(source);
  if (size <= SHOWN) return contentOfBytes(await source.read());
  return { content: { from: "file", path, size }, bytes: undefined, sha256: source.sha256, size };
}

/** What an encrypted file holds; binary data cannot be a Secret, so it is kept from being shown by saying nothing of its bytes. */
async function contentOfSecretFile(source: SourceFile): Promise<KnownContent> {
  const bytes = await source.read();
  const content: FileContent = isUtf8(bytes) ? { from: "secret", text: new Secret(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)) } : { from: "memory", bytes };
  return { content, bytes: undefined, sha256: source.sha256, size: source.size };
}

/** A rendered template. */
export function contentOfTemplate({ content, bytes, secret }: RenderedTemplate): KnownContent {
  return { content, bytes: secret ? undefined : bytes, sha256: sha256(bytes), size: bytes.length };
}

/** Bytes as they are. */
export function contentOfBytes(bytes: Uint8Array): KnownContent {
  return { content: { from: "memory", bytes }, bytes, sha256: sha256(bytes), size: bytes.length };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
