import { readFileSync, statSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { SourceText } from "./source-text.js";
import { currentKeyring } from "./vault/ambient.js";
import { isVaulted } from "#engine/core/vault/envelope.js";
import { vaultDiagnostic } from "./vault/fault-diagnostic.js";

/** A path as messages show it: relative where it lies below the working folder, absolute elsewhere, wherever the user happens to stand. */
export function shownPath(path: string): string {
  if (!isAbsolute(path)) return path;
  const near = relative(process.cwd(), path);
  return near !== "" && near !== ".." && !near.startsWith("../") ? near : path;
}

/** Reads a UTF-8 text file of the control machine, decrypted where it is encrypted; a byte order mark is dropped. `from` is where the user named the file. */
export function readText(path: string, from?: Place): Result<SourceText, Diagnostic> {
  const read = readContent(path, from);
  if (!read.ok) return read;
  const { bytes, sealed } = read.value;
  const file = shownPath(path);
  if (bytes.length > TEXT_LIMIT) return err(problemAt("unreadable-file", `${file} is larger than 100 MB`, { place: from, hint: "Keep data of that size in a file of its own, and copy it" }));
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  const source = new SourceText(file, text, sealed);
  const bad = firstBadCharacter(bytes, text);
  if (bad === undefined) return ok(source);
  return err(problemAt("not-utf8", `${file} is not UTF-8 text`, { place: source.placeAt(bad), hint: encodingHint(bytes) }));
}

/** A text much longer than this does not fit into the memory with what is made of it. */
const TEXT_LIMIT = 100_000_000;

/** What a file holds, and whether it was encrypted. */
export interface Content {
  readonly bytes: Buffer;
  readonly sealed: boolean;
}

/** Reads any file of the control machine, decrypted where it is encrypted. `from` is where the user named the file. */
export function readContent(path: string, from?: Place): Result<Content, Diagnostic> {
  let bytes: Buffer;
  try {
    if (neverEnds(path)) return err(problemAt("unreadable-file", `${shownPath(path)} is no file but a pipe or a device`, { place: from, hint: "Put what it gives into a file" }));
    bytes = readFileSync(path);
  } catch (failure) {
    return err(unreadable(shownPath(path), failure, from));
  }
  return openContent(bytes, path, from);
}

/** What a file's bytes hold, decrypted where they are encrypted. */
export function openContent(content: Uint8Array, path: string, from?: Place): Result<Content, Diagnostic> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  if (!isVaulted(bytes)) return ok({ bytes, sealed: false });
  const text = bytes.toString("latin1");
  const opened = currentKeyring().open(text);
  if (opened.ok) return ok({ bytes: Buffer.from(opened.value.bytes), sealed: true });
  const file = shownPath(path);
  const source = new SourceText(file, text);
  const what = from === undefined ? "this file" : `${file}, which is named here,`;
  return err(vaultDiagnostic(opened.error, { what, placeOfLine: (line) => from ?? source.placeAt(source.lineStart(line), source.lineText(line).length) }));
}

/** Pipes and devices may give nothing, or never stop; but for those that a shell makes for `<(...)`, and standard input. */
function neverEnds(path: string): boolean {
  const status = statSync(path);
  return !status.isFile() && !status.isDirectory() && !/^\/(?:dev\/(?:null|stdin|fd\/\d+)|proc\/[^/]+\/fd\/\d+)$/.test(path);
}

/** Why a file could not be read, as a sentence with a next step. */
function unreadable(file: string, failure: unknown, from: Place | undefined): Diagnostic {
  const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
  const [what, hint] = REASONS[code] ?? [`cannot be read (${code === "" ? String(failure) : code})`, undefined];
  return problemAt("unreadable-file", `${file} ${what}`, { place: from, hint });
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ["does not exist", "Check the path; it is taken relative to the folder you are in"],
  ENOTDIR: ["does not exist: a part of its path is a file", "Check the path"],
  EACCES: ["may not be read by this user", "Give yourself the right to read it: chmod u+r, or run as its owner"],
  EISDIR: ["is a folder, not a file", "Name a file in it"],
  ELOOP: ["is a symbolic link that leads back to itself", "Mend the link"],
};

function firstBadCharacter(bytes: Buffer, text: string): number | undefined {
  const nul = text.indexOf("\0");
  if (nul !== -1) return nul;
  if (!text.includes("\uFFFD")) return undefined;
  return Buffer.from(text).equals(withoutMark(bytes)) ? undefined : text.indexOf("\uFFFD");
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function encodingHint(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "It begins like UTF-16: save it as UTF-8";
  return bytes.includes(0) ? "It looks like a binary file" : "Save it as UTF-8, for example with: iconv -f latin1 -t utf8";
}
