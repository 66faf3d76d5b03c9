import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const mainFile = fileURLToPath(new URL("../../../engine/cli/main.ts", import.meta.url));
const checkout = fileURLToPath(new URL("../../../", import.meta.url));
// By its address: --import looks a name up from the working folder, which may be anywhere.
const tsx = new URL("../../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;

/** What one call of tsplay came to. */
export interface Called {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How to call it. */
export interface Calling {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The words that start tsplay from its source, in any working folder. */
export function startWords(words: readonly string[]): string[] {
  return ["--conditions=source", "--import", tsx, mainFile, ...words];
}

/** Runs tsplay from its source. */
export function tsplay(words: readonly string[], { cwd = checkout, env = {} }: Calling = {}): Called {
  const ran = spawnSync(process.execPath, startWords(words), { cwd, env: { ...environment(), ...env }, encoding: "utf8", timeout: 60_000, input: "" });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** Without what would colour, or give passwords. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:TSPLAY_.*|ANSIBLE_.*|FORCE_COLOR|NODE_OPTIONS)$/.test(name));
  return { ...Object.fromEntries(kept), LANG: "C.UTF-8" };
}
