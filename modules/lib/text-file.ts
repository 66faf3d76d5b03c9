import { dirname, resolve } from "node:path/posix";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { FileState } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";
import { textOf } from "./content-state.js";
import { missingAccount, ownersAs, type Wanted } from "./ownership.js";
import { unsureKind } from "./unsure-kind.js";

/** A text file that is to be edited. */
export interface TextFile {
  /** Where it lies, a link at the path followed. */
  readonly path: string;
  /** undefined: there is a file, and a predicted change nobody knows the outcome of made it. */
  readonly text: string | undefined;
  /** Bytes that are not UTF-8 are kept one by one, as U+0000 to U+00FF. */
  readonly encoding: "utf8" | "latin1";
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** Reads a text file whole; undefined: there is none. What that means is for `whenAbsent` to say: "missing" (it has to be there), "create" (its folder has), "fine". */
export async function readTextFile(host: Reader, path: string, { whenAbsent, ...wanted }: Wanted & { readonly whenAbsent: "missing" | "create" | "fine" }): Promise<TextFile | undefined | Missing | Refusal> {
  const link = await host.path(path, { digest: false });
  const found = link.kind === "link" ? await host.path(path, { follow: true, digest: false }) : link;
  if (found.kind === "absent") return whenAbsent === "fine" ? undefined : absent(path, found.parent, whenAbsent) ?? await missingAccount(host, wanted);
  if (found.kind !== "file") return unsureKind(host, path, found) ?? refuse(`${path} is ${found.kind === "directory" ? "a directory" : "no regular file"}`);
  if (found.size > 2 ** 20) return refuse(`${path} is too long to be edited: ${found.size} bytes, and the most is 1 MiB`);
  return readFound(host, wanted, { path, found, at: link.kind === "link" ? resolve(dirname(path), link.target) : path });
}

async function readFound(host: Reader, wanted: Wanted, { path, found, at }: { readonly path: string; readonly found: FileState; readonly at: string }): Promise<TextFile | Missing | Refusal> {
  const [bytes, lacking] = await Promise.all([host.content(path), missingAccount(host, wanted, ownersAs(wanted, found))]);
  if (lacking !== undefined) return lacking;
  if (bytes === undefined && !host.predicting) return refuse(`${path} could not be read`);
  return { path: at, ...decoded(bytes), ...attributes(wanted, found) };
}

function absent(path: string, parent: boolean, whenAbsent: "missing" | "create"): Missing | undefined {
  if (whenAbsent === "missing") return missing(`${path} does not exist`, "create: true makes it");
  return parent ? undefined : missing(`the folder ${dirname(path)} does not exist`, "make it first (file: state: directory)");
}

function decoded(bytes: Uint8Array | undefined): Pick<TextFile, "text" | "encoding"> {
  if (bytes === undefined) return { text: undefined, encoding: "utf8" };
  const text = textOf(bytes);
  return text === undefined ? { text: Buffer.from(bytes).toString("latin1"), encoding: "latin1" } : { text, encoding: "utf8" };
}

function attributes(wanted: Wanted, found: FileState): Pick<TextFile, "mode" | "owner" | "group" | "uid" | "gid"> {
  const { mode, uid, gid } = found;
  return { mode, uid, gid, ...ownersAs(wanted, found) };
}
