import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isTemplate } from "#engine/language/template.js";
import { findSource, sourceCandidates, type SourceKind } from "./source-paths.js";
import type { PlannedPlay } from "./types.js";
import { allTasks } from "./walk.js";

/** Files and templates that tasks name plainly must be there before any host is touched. */
export function checkSources(play: PlannedPlay): readonly Diagnostic[] {
  return allTasks(play).flatMap((task) => {
    const kind = KINDS[task.module.name];
    const src = entryOf(task.args, "src")?.value;
    if (kind === undefined || src?.kind !== "scalar" || typeof src.value !== "string" || isTemplate(src.value)) return [];
    const remote = entryOf(task.args, "remote_src")?.value;
    if (remote?.kind === "scalar" && remote.value !== false) return [];
    const from = { role: task.role, playbookDir: play.playbookDir };
    if (findSource(kind, src.value, from) !== undefined) return [];
    const candidates = sourceCandidates(kind, src.value, from);
    return [problemAt("source-not-found", `there is no file "${src.value}" for ${task.module.name}`, { place: src.place, hint: didYouMean(basename(src.value), neighbours(candidates)) ?? `Looked for ${candidates.join(", ")}` })];
  });
}

const KINDS: Readonly<Record<string, SourceKind>> = { copy: "files", template: "templates" };

function neighbours(candidates: readonly string[]): readonly string[] {
  return candidates.flatMap((path) => {
    try {
      return readdirSync(dirname(path));
    } catch {
      return []; // a folder that is not there has no neighbours
    }
  });
}
