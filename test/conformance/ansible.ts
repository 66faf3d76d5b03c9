import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { filesBelow } from "./files.js";
import { isLinear, recapOf, rowsOf, type RecordLine } from "./ansible-rows.js";
import type { End, EngineRun } from "./outcome.js";
import { linesOf } from "./tsplay.js";
import type { Workspace } from "./workspace.js";

/** Seconds that a playbook may take. */
const LIMIT = 90;

/** ansible-core in one process, which forks for each playbook (oracle/driver.py): importing it takes longer than most playbooks. */
export class Ansible {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (end: End) => void>();
  #next = 0;

  /** Starts it; throws, saying what to install, where it is missing. */
  constructor() {
    const child = spawn(interpreter(), [join(import.meta.dirname, "oracle", "driver.py")], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { id, end } = JSON.parse(line) as { readonly id: number; readonly end: End };
      this.#waiting.get(id)?.(end);
    });
    child.on("close", () => { for (const done of this.#waiting.values()) done("crashed"); });
  }

  /** Plays a case. */
  async play(workspace: Workspace, words: readonly string[]): Promise<EngineRun> {
    const record = workspace.own("ansible.jsonl");
    const output = workspace.own("ansible.txt");
    const end = await this.#ask({ cwd: workspace.play, words: workspace.words(words), record, output, seconds: LIMIT });
    const lines = linesOf(record).map((line) => JSON.parse(line) as RecordLine);
    return { end, linear: isLinear(lines), rows: rowsOf(lines), recap: recapOf(lines), output: linesOf(output).join("\n"), files: filesBelow(workspace.out) };
  }

  #ask(job: object): Promise<End> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, (end) => { this.#waiting.delete(id); resolve(end); });
      this.#child.stdin?.write(`${JSON.stringify({ id, ...job })}\n`);
    });
  }

  /** Ends it. */
  close(): void {
    this.#child.stdin?.end();
  }
}

/** The Python that ansible-playbook is a script of. */
function interpreter(): string {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const file = join(folder, "ansible-playbook");
    if (!executable(file)) continue;
    const found = /^#! *(\S*python\S*)/.exec(readFileSync(file, "utf8"))?.[1];
    if (found !== undefined) return found;
  }
  throw new Error("ansible-playbook is not installed, and the conformance suite compares with it: apt-get install ansible-core");
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
