import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Event } from "#engine/core/event.js";
import { exitCodes } from "#engine/cli/exit-codes.js";
import { programWords } from "#test/support/tsplay.js";
import { filesBelow } from "./files.js";
import type { End, EngineRun } from "./outcome.js";
import { recapOf, rowsOf } from "./tsplay-rows.js";
import type { Workspace } from "./workspace.js";

/** Seconds that a playbook may take. */
const LIMIT = 60;

const ends: ReadonlyMap<number, End> = new Map<number, End>([
  [exitCodes.success, "success"], [exitCodes.failedHosts, "failed"], [exitCodes.unreachableHosts, "unreachable"], [exitCodes.badInput, "refused"],
]);

/** CONFORMANCE_TSPLAY: another build to be tried. */
const other = process.env["CONFORMANCE_TSPLAY"];
const program = other === undefined ? programWords() : [other];

/** Plays a case by the command line of tsplay. */
export async function byTsplay(workspace: Workspace, words: readonly string[]): Promise<EngineRun> {
  const record = workspace.own("events.jsonl");
  const { code, output } = await run(["run", ...workspace.words(words), "--json", record], { cwd: workspace.play, cache: workspace.own("cache") });
  const events = linesOf(record).map((line) => JSON.parse(line) as Event);
  return { end: code === undefined ? "timeout" : ends.get(code) ?? "crashed", linear: true, rows: rowsOf(events), recap: recapOf(events), output, files: filesBelow(workspace.out) };
}

/** The lines of a file; none where there is no file. */
export function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  } catch {
    return [];
  }
}

function run(words: readonly string[], { cwd, cache }: { readonly cwd: string; readonly cache: string }): Promise<{ readonly code: number | undefined; readonly output: string }> {
  const child = spawn(process.execPath, [...program, ...words], { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT * 1000, killSignal: "SIGKILL", env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "", XDG_CACHE_HOME: cache } });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => { resolve({ code: code ?? undefined, output: output.join("") }); });
  });
}
