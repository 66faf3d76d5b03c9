import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { didYouMean } from "#engine/core/suggest.js";
import { booleanOf } from "#engine/schema/coerce.js";
import { isTemplate } from "#engine/language/template.js";
import { isForOtherSystems } from "./other-systems.js";
import { isVaultedFile, readSource } from "./source-content.js";
import { findSource, placeOfTask, sourceCandidates, type SourceKind } from "./source-paths.js";
import type { PlannedPlay, PlannedTask } from "./types.js";
import { knownTasks } from "./walk.js";

/** Files and templates that tasks name plainly must be there before any host is touched. */
export function checkSources(play: PlannedPlay): readonly Diagnostic[] {
  return knownTasks(play).flatMap((task) => {
    const named = plainSource(task);
    const from = placeOfTask(task, play.playbookDir);
    if (named === undefined) return [];
    const path = findSource(named.kind, named.name, from);
    if (path !== undefined) return named.decrypt ? locked(path, named.place) : [];
    if (isForOtherSystems(task.keywords.when)) return [];
    const candidates = sourceCandidates(named.kind, named.name, from);
    const hint = didYouMean(basename(named.name), neighbours(candidates)) ?? `Looked for ${candidates.join(", ")}`;
    return [problemAt("source-not-found", `there is no file "${named.name}" for ${task.module.name}`, { place: named.place, hint })];
  });
}

interface NamedSource {
  readonly kind: SourceKind;
  readonly name: string;
  readonly place: Place;
  /** Where it is encrypted its content is wanted, and not the file as it is. */
  readonly decrypt: boolean;
}

/** An encrypted file that no password opens. */
function locked(path: string, place: Place): readonly Diagnostic[] {
  const read = isVaultedFile(path) ? readSource(path, place) : undefined;
  return read?.ok === false ? [read.error] : [];
}

/** The file a task names without a template; undefined where it names none, or one of the host. */
function plainSource({ module, args }: PlannedTask): NamedSource | undefined {
  const kind = KINDS[module.name];
  const src = entryOf(args, "src")?.value;
  if (kind === undefined || src?.kind !== "scalar" || ofTheHost(args)) return undefined;
  return typeof src.value === "string" && !isTemplate(src.value) ? { kind, name: src.value, place: src.place, decrypt: !isFalse(entryOf(args, "decrypt")?.value) } : undefined;
}

function ofTheHost(args: MapNode): boolean {
  const remote = entryOf(args, "remote_src")?.value;
  return remote?.kind === "scalar" && remote.value !== false;
}

function isFalse(node: Node | undefined): boolean {
  return node?.kind === "scalar" && (typeof node.value === "boolean" || typeof node.value === "string") && booleanOf(node.value) === false;
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
