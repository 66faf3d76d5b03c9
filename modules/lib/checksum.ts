import { createHash } from "node:crypto";
import type { Reader } from "#engine/module/reader.js";

/** The digests that Ansible's modules know. */
export const CHECKSUMS = ["sha1", "sha224", "sha256", "sha384", "sha512", "md5"] as const;

/** The name of a digest. */
export type Checksum = (typeof CHECKSUMS)[number];

/** coreutils has a program for each: sha1sum(1), md5sum(1) ... Unreadable files have no line. */
const SCRIPT = `# digests
program=$1
shift
exec "$program" -z -- "$@" 2>/dev/null`;

/** Digests of files, by path, links followed; what cannot be read, or will hold what nobody knows yet, is left out. */
export async function checksums(host: Reader, paths: readonly string[], algorithm: Checksum): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  if (host.predicting) return pictured(host, paths, algorithm);
  return onHost(host, paths, algorithm);
}

async function onHost(host: Reader, paths: readonly string[], algorithm: Checksum): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await host.ask({ script: SCRIPT, args: [`${algorithm}sum`, ...paths] });
  return new Map(stdout.split("\0").filter((line) => line !== "").map((line) => {
    const at = line.indexOf("  ");
    return [line.slice(at + 2), line.slice(0, at)];
  }));
}

/** A file that no task would change is known by its SHA-256; of the others the content has to be known. */
async function pictured(host: Reader, paths: readonly string[], algorithm: Checksum): Promise<ReadonlyMap<string, string>> {
  const states = await Promise.all(paths.map((path) => host.path(path, { follow: true })));
  const [own, wanted] = await Promise.all([onHost(host, paths, "sha256"), onHost(host, paths, algorithm)]);
  const sums = await Promise.all(paths.map(async (path, at): Promise<readonly [string, string][]> => {
    const state = states[at];
    const known = wanted.get(path);
    if (state?.kind !== "file") return [];
    if (known !== undefined && state.sha256 !== undefined && state.sha256 === own.get(path)) return [[path, known]];
    const bytes = await host.content(path, { optional: true }); // without it the checksum alone is unknown
    return bytes === undefined ? [] : [[path, createHash(algorithm).update(bytes).digest("hex")]];
  }));
  return new Map(sums.flat());
}
