import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LintFinding } from "./rule.js";

/** Findings of an earlier look, with what they depend on. */
interface Kept {
  /** Path, time of the last change in milliseconds, size; of folders the size is 0. */
  readonly looked: readonly Look[];
  readonly findings: readonly LintFinding[];
}

type Look = readonly [path: string, changed: number, size: number];

/**
 * What lint found before the last run, for as long as no file or folder changed that it looked at: most runs play what an earlier one
 * has played, and these need not wait for it. What cannot be read or written is no error: then lint looks again.
 */
export class KeptFindings {
  readonly #file: string;

  /** `key`: everything besides the files that the findings depend on, such as the build of the program and where the settings are. */
  constructor(folder: string, key: unknown) {
    const digest = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
    this.#file = join(folder, `lint-${digest}.json`);
  }

  /** The findings, or undefined where anything changed. */
  get(): readonly LintFinding[] | undefined {
    const kept = readKept(this.#file);
    return kept?.looked.every(([path, changed, size]) => { const now = look(path); return now[1] === changed && now[2] === size; }) === true ? kept.findings : undefined;
  }

  /** `since`: when lint began to read, in milliseconds; a file that changed after it may have been read before. */
  keep(findings: readonly LintFinding[], { files, since }: { readonly files: readonly string[]; readonly since: number }): void {
    const looked = [...new Set(files.flatMap((path) => [path, dirname(path)]))].map(look);
    // Times of files are as coarse as 4 ms, and on some file systems 2 s.
    if (looked.some(([, changed]) => changed > since - COARSE_MILLISECONDS)) return;
    const kept: Kept = { looked, findings };
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const draft = `${this.#file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 });
      renameSync(draft, this.#file);
      removeOldest(dirname(this.#file));
    } catch {
      // A home that cannot be written to: the next run looks again.
    }
  }
}

/** So many playbooks, each with the settings it is played with, are remembered. */
const REMEMBERED = 100;

function removeOldest(folder: string): void {
  const files = readdirSync(folder).filter((name) => name.startsWith("lint-")).map((name) => join(folder, name));
  if (files.length <= REMEMBERED) return;
  const byAge = files.map((path) => ({ path, age: look(path)[1] })).toSorted((a, b) => b.age - a.age);
  for (const { path } of byAge.slice(REMEMBERED / 2)) rmSync(path, { force: true });
}

const COARSE_MILLISECONDS = 2000;

function look(path: string): Look {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? [path, -1, -1] : [path, found.mtimeMs, found.isDirectory() ? 0 : found.size];
}

function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return undefined;
  }
}
