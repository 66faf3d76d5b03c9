import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import { readText, shownPath } from "#engine/load/read-text.js";
import { parseYaml } from "#engine/load/yaml.js";
import type { ModuleTable } from "#engine/plan/context.js";
import { kindByContent, kindByPlace, roleOf } from "./classify.js";
import type { LintFile } from "./lint-file.js";
import { tasksOf } from "./tasks-of.js";

/** Reads a file and finds out what it is. `context`: it is read for what it defines, and nothing is to be told of it. */
export function readFile(path: string, table: ModuleTable, context = false): LintFile {
  const role = roleOf(path);
  const place = kindByPlace(path, role);
  const source = readText(path);
  if (!source.ok) return { path, shown: shownPath(path), role, text: "", node: undefined, context, kind: place ?? "other", problems: [source.error], tasks: [] };
  const { text, file: shown } = source.value;
  const { node, problems } = parsed(text, shown, place);
  const kind = place ?? kindByContent(path, node);
  return {
    path, shown, role, text, node, context, kind,
    // Of a file that nobody can tell the use of, nothing is known to be wrong.
    problems: kind !== "other" || looksPlayed(text) ? problems : [],
    tasks: HOLD_TASKS.includes(kind) ? tasksOf(node, { kind, file: shown, role, table }) : [],
  };
}

const HOLD_TASKS: readonly LintFile["kind"][] = ["playbook", "tasks", "handlers"];

interface Parsed {
  readonly node: Node | undefined;
  readonly problems: readonly Diagnostic[];
}

function parsed(text: string, shown: string, place: LintFile["kind"] | undefined): Parsed {
  const isYaml = place !== "template" && place !== "ini-inventory" && place !== "other";
  if (!isYaml || text.startsWith("$ANSIBLE_VAULT")) return { node: undefined, problems: [] };
  const yaml = parseYaml(text, shown);
  return yaml.ok ? { node: yaml.value, problems: [] } : { node: undefined, problems: yaml.error };
}

/** A YAML file that does not parse: whether it was meant to be a playbook or tasks. */
function looksPlayed(text: string): boolean {
  return /^-\s+(?:name|hosts|import_playbook|include_tasks|import_tasks|block):/m.test(text) || /^\s+-?\s*(?:ansible\.builtin\.\w+|tasks|become|hosts):/m.test(text);
}
