import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Event } from "#engine/core/event.js";
import { programWords, type Played } from "./tsplay.js";

/** A run of the command line that goes on: its host can be broken meanwhile, and signals sent to it. */
export class LiveRun {
  readonly #child: ChildProcess;
  readonly #file: string;
  readonly #ended: Promise<number>;
  #output = "";

  /** Plays `tsplay run WORDS` in a working folder. */
  constructor(words: readonly string[], folder: string) {
    this.#file = join(folder, "events.jsonl");
    this.#child = spawn(process.execPath, [...programWords(), "run", ...words, "--json", this.#file], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => { this.#output += text; });
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", (code) => { resolve(code ?? 128); });
    });
  }

  /** Resolves when it has printed a text; an error when it ended before. */
  async says(text: string): Promise<void> {
    const ended = this.#ended.then(() => true);
    while (!this.#output.includes(text)) {
      if (await Promise.race([ended, sleep(20).then(() => false)]) && !this.#output.includes(text)) throw new Error(`it ended without saying "${text}":\n${this.#output}`);
    }
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** How it went, once it has ended. */
  async end(): Promise<Played> {
    const code = await this.#ended;
    const lines = await readFile(this.#file, "utf8").catch(() => "");
    return { code, output: this.#output, events: lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Event) };
  }
}
