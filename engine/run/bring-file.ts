import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { Session } from "#engine/connection/types.js";
import type { Problem } from "#engine/core/problem.js";
import type { FetchStep } from "#engine/core/step.js";

/** Bytes that are brought at once, so that a large file does not fill the memory. */
const PIECE = 8 * 2 ** 20;

/** A regular file is sought in, and not read from its beginning for each piece. */
const SCRIPT = `# part of
exec < "$1" || exit
tail -c "+$2" | head -c "$3"`;

/** Carries a FetchStep out; undefined when the file is there. A file that was at the place stays as it was when something goes wrong, and keeps its mode. */
export async function bringFile(step: FetchStep, session: Session): Promise<Problem | undefined> {
  const place = targetOf(step.to);
  const draft = `${place}.tsplay.${process.pid}.${Math.random().toString(36).slice(2, 10)}`;
  try {
    await mkdir(dirname(place), { recursive: true });
    const file = await open(draft, "wx", statSync(place, { throwIfNoEntry: false })?.mode ?? 0o666);
    const problem = await filled(file, step, session).finally(() => file.close());
    if (problem === undefined) await rename(draft, place);
    return problem;
  } catch (error) {
    return { reason: "refused", message: `cannot write ${step.to} on the control machine: ${error instanceof Error ? error.message : String(error)}`, hint: "give another `dest`, or see to its permissions" };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Where a link leads: the file itself is written. */
function targetOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path);
}

async function filled(file: FileHandle, { path, sha256 }: FetchStep, session: Session): Promise<Problem | undefined> {
  const hash = createHash("sha256");
  for (let at = 1, length = PIECE; length === PIECE; at += PIECE) {
    const { code, bytes, stderr } = await session.read({ script: SCRIPT, args: [path, String(at), String(PIECE)] });
    if (code !== 0) return { reason: "refused", message: `cannot read ${path} on the host: ${stderr.trim()}`, hint: "read it as a user who may (become: true)" };
    hash.update(bytes);
    await file.writeFile(bytes);
    length = bytes.length;
  }
  if (sha256 === undefined || hash.digest("hex") === sha256) return undefined;
  return { reason: "refused", message: `checksum mismatch: ${path} changed while it was fetched`, hint: "fetch it when nobody writes to it, or set validate_checksum: false" };
}
