import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Event } from "#engine/core/event.js";

/** How a run of the command line went. */
export interface Played {
  readonly code: number;
  /** What it printed, standard output and standard error as they came. */
  readonly output: string;
  /** What --json wrote; values that were not known are `{ unknown: why }`. */
  readonly events: readonly Event[];
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Plays `tsplay run WORDS --json FILE` in a working folder, where it keeps its owed handlers and the file. */
export async function play(words: readonly string[], folder: string): Promise<Played> {
  const file = join(folder, "events.jsonl");
  const { code, output } = await tsplay(["run", ...words, "--json", file], folder);
  const lines = await readFile(file, "utf8").catch(() => "");
  return { code, output, events: lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Event) };
}

/** Runs the command line. */
export function tsplay(words: readonly string[], folder: string): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, [...programWords(), ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" } });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => { resolve({ code: code ?? 128, output: output.join("") }); });
  });
}

/** The words after `node` that start the command line: what `npm run build` made where it is as new as the sources (it starts faster), else the sources. */
export function programWords(): readonly string[] {
  return isBuilt() ? [join(root, "dist/bin/tsplay.js")] : ["--conditions=source", `--import=${pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href}`, join(root, "engine/cli/main.ts")];
}

function isBuilt(): boolean {
  return newest(["dist"], ".js") > newest(["engine", "modules"], ".ts");
}

/** Milliseconds since 1970 of the youngest file; 0 where there is none. */
function newest(folders: readonly string[], ending: string): number {
  return Math.max(0, ...folders.flatMap((folder) => filesBelow(join(root, folder), ending)).map((file) => statSync(file).mtimeMs));
}

function filesBelow(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
