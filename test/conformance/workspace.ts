import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./case.js";

/**
 * The folder in which a case is played: first by the one engine and then, after `moveAway`, anew at the same path by the other, so that paths in
 * results and files need no translation. `play/` holds the playbook and its companions, `out/` what it writes; both are given as extra variables.
 */
export class Workspace {
  readonly play: string;
  readonly out: string;
  readonly #folder: string;
  readonly #case: Case;
  readonly #inventory: string | undefined;

  /** `inventory`: what stands in place of the usual one. */
  constructor(parent: string, of: Case, inventory?: string) {
    this.#case = of;
    this.#inventory = inventory;
    this.#folder = join(parent, of.id.replaceAll("/", "-"));
    this.play = join(this.#folder, "play");
    this.out = join(this.#folder, "out");
  }

  /** Lays everything out anew. */
  prepare(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.play, { recursive: true });
    mkdirSync(this.out, { recursive: true });
    const { companion, file } = this.#case;
    if (companion === undefined || !existsSync(join(companion, "inventory"))) cpSync(join(import.meta.dirname, "inventory"), join(this.play, "inventory"));
    if (companion !== undefined) cpSync(companion, this.play, { recursive: true, verbatimSymlinks: true });
    if (this.#inventory !== undefined) writeFileSync(join(this.play, "inventory"), this.#inventory);
    cpSync(file, join(this.play, "site.yml"));
  }

  /** The words of the command line, the same for both. */
  words(more: readonly string[]): readonly string[] {
    const inventory = more.includes("-i") ? [] : ["-i", "inventory"];
    return [...inventory, "-e", `out=${this.out}`, ...more, "site.yml"];
  }

  /** Where a file of the engine itself goes: its record, what it printed. */
  own(name: string): string {
    return join(this.#folder, name);
  }

  /** Keeps what the first engine left, to look at where they differ. */
  moveAway(engine: string): string {
    const kept = `${this.#folder}.${engine}`;
    rmSync(kept, { recursive: true, force: true });
    renameSync(this.#folder, kept);
    return kept;
  }

  remove(): void {
    for (const folder of [this.#folder, `${this.#folder}.ansible`, `${this.#folder}.tsplay`]) rmSync(folder, { recursive: true, force: true });
  }
}
