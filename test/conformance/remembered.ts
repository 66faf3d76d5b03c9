import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./case.js";
import type { EngineRun } from "./outcome.js";
import type { Workspace } from "./workspace.js";

/** While tsplay is being worked on Ansible need not be asked again: CONFORMANCE_MEMORY names a folder for what it did. Left out, it is asked each time. */
const memory = process.env["CONFORMANCE_MEMORY"];

/** What Ansible does with a case: from the memory, else by asking, which is then remembered. */
export async function remembered(of: Case, { workspace, words }: { readonly workspace: Workspace; readonly words: readonly string[] }, ask: () => Promise<EngineRun>): Promise<EngineRun> {
  if (memory === undefined) return ask();
  const file = join(memory, `${keyOf(of, [workspace.play, ...words])}.json`);
  try {
    const { files, ...run } = JSON.parse(readFileSync(file, "utf8")) as Omit<EngineRun, "files"> & { readonly files: [string, string][] };
    return { ...run, files: new Map(files) };
  } catch {
    const run = await ask();
    if (run.end === "timeout" || run.end === "crashed") return run;
    mkdirSync(memory, { recursive: true });
    writeFileSync(file, JSON.stringify({ ...run, files: [...run.files] }));
    return run;
  }
}

/** Everything that Ansible is given. */
function keyOf({ file, companion }: Case, words: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify(words)).update(readFileSync(file));
  const oracle = join(import.meta.dirname, "oracle");
  for (const folder of [...companion === undefined ? [] : [companion], oracle]) {
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
      const path = join(folder, name);
      if (statSync(path).isFile()) hash.update(`\0${name}\0`).update(readFileSync(path));
    }
  }
  return hash.update(readFileSync(join(import.meta.dirname, "inventory"))).digest("hex");
}

/** Where the playbooks are played: with a memory always the same folder, since paths are a part of results. */
export function folderFor(fresh: () => string): string {
  if (memory === undefined) return fresh();
  const folder = join(memory, "work");
  mkdirSync(folder, { recursive: true });
  return folder;
}
