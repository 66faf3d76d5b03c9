import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { openContent, readContent, type Content } from "#engine/load/read-text.js";
import { currentKeyring } from "#engine/load/vault/ambient.js";
import { isVaulted } from "#engine/core/vault/envelope.js";

/** What a file that a task names holds, decrypted where it is encrypted. `from`: where it is named. */
export function readSource(path: string, from?: Place): Result<Content, Diagnostic> {
  return learned(readContent(path, from));
}

/** The text of an encrypted file. */
export function openedText(content: Uint8Array, path: string): Result<Secret, Diagnostic> {
  const opened = learned(openContent(content, path));
  return opened.ok ? ok(new Secret(opened.value.bytes.toString("utf8"))) : opened;
}

/** Whether a file is encrypted: its first bytes tell. A file that cannot be read is not; whoever needs it will say why. */
export function isVaultedFile(path: string): boolean {
  const start = Buffer.alloc(ENOUGH);
  try {
    if (!statSync(path).isFile()) return false; // to open a pipe might never end
    const file = openSync(path, "r");
    try {
      return isVaulted(start.subarray(0, readSync(file, start)));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

const ENOUGH = 16;

function learned(content: Result<Content, Diagnostic>): Result<Content, Diagnostic> {
  if (content.ok && content.value.sealed) learnLines(new Secret(content.value.bytes.toString("utf8")));
  return content;
}

/** Lines of an encrypted file may come back from a host that was sent them: the mask is to know them. Very long files would make it slow. */
export function learnLines(text: Secret): void {
  const lines = text.reveal().split("\n").map((line) => line.trim()).filter((line) => line.length >= TELLING);
  for (const line of lines.slice(0, MOST)) currentKeyring().learn(new Secret(line));
}

/** Shorter lines, such as `else`, are of every file. */
const TELLING = 8;
const MOST = 200;
