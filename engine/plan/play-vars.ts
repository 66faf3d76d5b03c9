import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Layer } from "#engine/inventory/layer.js";
import type { Scope } from "#engine/language/scope.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import { loadVarsFile } from "#engine/load/vars-file.js";
import type { PlanContext } from "./context.js";
import { listAt, mapAt } from "./nodes.js";
import type { RawPlay } from "./read-playbook.js";
import { writtenScope } from "./written-scope.js";

/** The variables of a play. */
export interface PlayVars {
  /** Play vars (12) and vars_files (14). */
  readonly layers: readonly Layer[];
  /** Entries of vars_files whose names hang on variables of hosts. */
  readonly late: readonly Node[];
}

/** Reads them. In a list within vars_files the first file that is there counts. */
export function playLayers(context: PlanContext, raw: RawPlay): PlayVars {
  const vars = mapAt(raw.map, "vars");
  const own: readonly Layer[] = [...(vars === undefined ? [] : [{ origin: "play vars", level: 12, vars }]), ...importVars(raw)];
  const scope = writtenScope(own, raw.map.place, context.sources);
  const late: Node[] = [];
  const layers = listAt(raw.map, "vars_files").flatMap((node) => {
    const found = varsFile(node, { dir: raw.dir, read: loadVarsFile }, scope);
    if (found.ok) return found.value;
    if (found.error === "late") late.push(node);
    else context.report(...found.error);
    return [];
  });
  return { layers: [...own, ...layers], late };
}

/** What the import_playbook entries say: variables of the play, which count instead of its own; of several entries those of the outermost. */
function importVars({ around }: RawPlay): readonly Layer[] {
  return around.toReversed().flatMap((each) => {
    const vars = mapAt(each, "vars");
    return vars === undefined ? [] : [{ origin: "vars of import_playbook", level: 12, vars }];
  });
}

/** Reads a file of variables. */
export type ReadVars = typeof loadVarsFile;

/** A reader that reads each file once: in a run every task of every host asks anew. */
export function rememberingVars(): ReadVars {
  const known = new Map<string, ReturnType<ReadVars>>();
  return (file, from) => {
    const loaded = known.get(file) ?? loadVarsFile(file, from);
    known.set(file, loaded);
    return loaded;
  };
}

/** The folder of a playbook, and how its files of variables are read. */
export interface VarsFolder {
  readonly dir: string;
  readonly read: ReadVars;
}

/** The variables of one entry of vars_files, as far as `scope` can name its files: "late" where it cannot. */
export function varsFile(node: Node, { dir, read }: VarsFolder, scope: Scope): Result<readonly Layer[], readonly Diagnostic[] | "late"> {
  const nodes = node.kind === "list" ? node.items : [node];
  const names = nodes.map((each) => nameOf(each, scope));
  const known = names.filter((name) => name !== undefined);
  const [first] = known;
  if (known.length < nodes.length || first === undefined) return err("late");
  const file = known.flatMap((name) => candidates(name, dir)).find((path) => existsSync(path)) ?? resolve(dir, first);
  const vars = read(file, nodes[0]?.place ?? node.place);
  if (!vars.ok) return vars;
  return ok(vars.value === undefined ? [] : [{ origin: `vars_files ${file}`, level: 14, vars: vars.value }]);
}

function nameOf(node: Node, scope: Scope): string | undefined {
  if (node.kind !== "scalar") return undefined;
  if (typeof node.value !== "string" || !isTemplate(node.value)) return String(node.value);
  const rendered = renderNode(node, scope);
  return rendered.ok && typeof rendered.value === "string" ? rendered.value : undefined;
}

/** Beside the playbook, and in vars/ beside it. */
function candidates(name: string, dir: string): readonly string[] {
  return [resolve(dir, name), join(dir, "vars", name)];
}
