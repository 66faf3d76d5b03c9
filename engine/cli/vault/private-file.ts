import { accessSync, constants, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { overwriteOpen } from "./replace-file.js";

/** Plain text that an editor works on: a file of mode 0600 in a folder of mode 0700, in memory (/dev/shm) where the machine has that. */
export class PrivateFile {
  readonly path: string;
  readonly #folder: string;

  /** `name`: editors tell by its ending what it holds. */
  constructor(name: string, content: Uint8Array) {
    this.#folder = mkdtempSync(join(memoryFolder() ?? tmpdir(), "tsplay-vault-"));
    this.path = join(this.#folder, basename(name));
    try {
      writeFileSync(this.path, content, { mode: 0o600, flag: "wx" });
    } catch (error) {
      this.destroy();
      throw error;
    }
  }

  /** What the file holds now; undefined when the editor removed it. */
  read(): Uint8Array | undefined {
    return statSync(this.path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(this.path) : undefined;
  }

  /** Overwrites and removes the file, and all that the editor left beside it. */
  destroy(): void {
    try {
      for (const entry of readdirSync(this.#folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        overwriteOpen(openSync(path, "r+"), statSync(path).size);
      }
    } finally {
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }
}

function memoryFolder(): string | undefined {
  try {
    accessSync("/dev/shm", constants.W_OK | constants.X_OK);
    return "/dev/shm";
  } catch {
    return undefined;
  }
}
