import { createHash } from "node:crypto";
import { createReadStream, readFileSync, type Stats } from "node:fs";
import { pipeline } from "node:stream/promises";

/** Files up to this many bytes are read in one go; larger ones in pieces, between which other hosts have their turn. */
const SMALL = 1_048_576;

/** SHA-256 of files of the control machine: each is read once for all hosts, as long as it stays as it is. */
export class FileDigests {
  readonly #known = new Map<string, { readonly stamp: string; readonly digest: Promise<string> }>();

  /** Hexadecimal. Rejects when the file cannot be read. */
  of(path: string, { ino, size, mtimeMs, ctimeMs }: Stats): Promise<string> {
    const stamp = [ino, size, mtimeMs, ctimeMs].join();
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.digest;
    const digest = read(path, size);
    this.#known.set(path, { stamp, digest });
    digest.catch(() => this.#known.delete(path));
    return digest;
  }
}

async function read(path: string, size: number): Promise<string> {
  const hash = createHash("sha256");
  if (size <= SMALL) return hash.update(readFileSync(path)).digest("hex");
  await pipeline(createReadStream(path, { highWaterMark: SMALL }), hash);
  return hash.digest("hex");
}
