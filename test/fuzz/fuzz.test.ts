import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import PQueue from "p-queue";
import { suites } from "./suites.js";

const checkout = join(import.meta.dirname, "../..");
/** TSPLAY_FUZZ_SEED repeats a run, TSPLAY_FUZZ_TIMES tries so many times as much, TSPLAY_FUZZ_SUITE only one of them, TSPLAY_FUZZ_SHRINK looks for the smallest input that fails. */
const seed = Number(process.env["TSPLAY_FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const times = Number(process.env["TSPLAY_FUZZ_TIMES"] ?? 1);
const names = Object.keys(suites).filter((name) => (process.env["TSPLAY_FUZZ_SUITE"] ?? name) === name);

/** What a child tells; see child.ts. */
interface Told {
  readonly failed: boolean;
  readonly runs: number;
  readonly slowest: number;
  readonly heap: number;
  readonly input?: string;
  readonly why?: string;
}

describe("[U] bad input: always a diagnostic with a place, in 5 s and 512 MB", function () {
  this.timeout(300_000 * times);
  const folder = mkdtempSync(join(tmpdir(), "tsplay-fuzz-"));
  // Two at a time; a test that fails tells of its own.
  const queue = new PQueue({ concurrency: 2 });
  const results = new Map<string, Promise<Told | Error>>();
  before(() => {
    process.stdout.write(`      TSPLAY_FUZZ_SEED=${seed}\n`);
    for (const name of names) results.set(name, queue.add(() => inChild(name).catch((error: unknown) => error instanceof Error ? error : new Error(String(error)))));
  });
  after(() => { rmSync(folder, { recursive: true }); });

  for (const name of names) {
    it(name, async () => {
      const told = await results.get(name);
      if (told === undefined || told instanceof Error) throw told ?? new Error("it was not started");
      process.stdout.write(`      ${name}: ${told.runs} inputs, the slowest ${told.slowest.toFixed(2)} s, heap ${told.heap} MB\n`);
      expect(told.failed, `TSPLAY_FUZZ_SEED=${seed} TSPLAY_FUZZ_SUITE=${name}: ${told.why ?? ""}\ninput: ${JSON.stringify(told.input)}`).to.equal(false);
    });
  }

  async function inChild(name: string): Promise<Told> {
    const file = join(folder, name);
    const child = spawn(process.execPath, ["--max-old-space-size=512", "--conditions=source", "--import=tsx", "test/fuzz/child.ts", name, String(seed), String(times * (suites[name]?.runs ?? 0)), file], { cwd: checkout, env: { ...process.env, NODE_OPTIONS: "" } });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
    // A hang cannot be interrupted from inside: the whole suite has its time.
    const watchdog = setTimeout(() => child.kill("SIGKILL"), 240_000 * times);
    const code = await new Promise<number | null>((resolve) => { child.on("close", resolve); });
    clearTimeout(watchdog);
    const line = out.join("").trim();
    if (code !== 0 || line === "") throw new Error(`TSPLAY_FUZZ_SEED=${seed} TSPLAY_FUZZ_SUITE=${name}: the process ended with ${code ?? "a signal"} at the input ${JSON.stringify(readFileSync(file, "utf8").slice(0, 500))}\n${err.join("").slice(-1500)}`);
    return JSON.parse(line) as Told;
  }
});
