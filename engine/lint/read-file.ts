import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { readText, shownPath } from "#engine/load/read-text.js";
import type { SourceText } from "#engine/load/source-text.js";
import { parseSource } from "#engine/load/yaml.js";
import type { ModuleTable } from "#engine/plan/context.js";
import { isVaultedFile } from "#engine/plan/source-content.js";
import { kindByContent, kindByPlace, roleOf } from "./classify.js";
import type { LintFile } from "./lint-file.js";
import { tasksOf } from "./tasks-of.js";

/** Why a file is read. */
export interface Reading {
  /** For what it defines; nothing is to be told of it. */
  readonly context: boolean;
  /** What those that name it take it for. */
  readonly as: LintFile["kind"] | undefined;
}

/** Reads a file and finds out what it is. */
export function readFile(path: string, table: ModuleTable, { context, as }: Reading = { context: false, as: undefined }): LintFile {
  const role = roleOf(path);
  const place = as ?? kindByPlace(path, role);
  const source = readText(path);
  if (!source.ok) return unread(path, { role, context, place }, source.error);
  const { text, file: shown, sealed } = source.value;
  const { node, problems } = parsed(source.value, place);
  const kind = place ?? kindByContent(path, node);
  return {
    path, shown, role, node, context, kind, closed: false,
    // What was encrypted is searched by nobody.
    text: sealed ? "" : text,
    // Of a file that nobody can tell the use of, nothing is known to be wrong.
    problems: kind !== "other" || looksPlayed(text) ? problems : [],
    tasks: HOLD_TASKS.includes(kind) ? tasksOf(node, { kind, file: shown, role, table }) : [],
  };
}

const HOLD_TASKS: readonly LintFile["kind"][] = ["playbook", "tasks", "handlers"];

/** A file that cannot be read: of an encrypted one without its password nothing is known, and nothing is wrong. */
function unread(path: string, { role, context, place }: { role: string | undefined; context: boolean; place: LintFile["kind"] | undefined }, error: Diagnostic): LintFile {
  const closed = isVaultedFile(path);
  return { path, shown: shownPath(path), role, text: "", node: undefined, context, closed, kind: place ?? "other", problems: closed ? [] : [error], tasks: [] };
}

interface Parsed {
  readonly node: Node | undefined;
  readonly problems: readonly Diagnostic[];
}

function parsed(source: SourceText, place: LintFile["kind"] | undefined): Parsed {
  const isYaml = place !== "template" && place !== "ini-inventory" && place !== "other";
  if (!isYaml) return { node: undefined, problems: [] };
  const yaml = parseSource(source);
  return yaml.ok ? { node: yaml.value, problems: [] } : { node: undefined, problems: yaml.error };
}

/** A YAML file that does not parse: whether it was meant to be a playbook or tasks. */
function looksPlayed(text: string): boolean {
  return /^-[ \t]+(?:name|hosts|import_playbook|include_tasks|import_tasks|block):/m.test(text) || /^[ \t]+(?:-[ \t]*)?(?:ansible\.builtin\.\w+|tasks|become|hosts):/m.test(text);
}
