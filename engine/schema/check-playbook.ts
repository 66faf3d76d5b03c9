import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { checkKeywords } from "./check-keywords.js";
import { checkTasks } from "./check-tasks.js";
import { checkVariables } from "./check-variables.js";
import { IMPORT_PLAYBOOK, PLAY, ROLE_ENTRY } from "./playbook-schema.js";

/** Checks the shape of a playbook: plays, roles, blocks and the keywords of tasks. `file` is named when it is empty. */
export function checkPlaybook(node: Node | undefined, file: string): readonly Diagnostic[] {
  if (node === undefined) return [problemAt("empty-playbook", `${file} is empty`, { hint: "A playbook is a list of plays: - hosts: all" })];
  if (node.kind !== "list") return [problemAt("wrong-type", "a playbook must be a list of plays", { place: node.place, hint: "Begin each play with `- hosts: ...`" })];
  return inOrder(node.items.flatMap(checkPlay));
}

/** In the order of the file: errors that belong together then stand together. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const position = ({ place }: Diagnostic): number => (place === undefined ? 0 : place.line * 10_000 + place.column);
  return diagnostics.toSorted((a, b) => position(a) - position(b));
}

function checkPlay(node: Node): readonly Diagnostic[] {
  if (node.kind !== "map") return [problemAt("wrong-type", "a play must be a dictionary", { place: node.place, hint: "Begin it with `- hosts: ...`" })];
  if (isImport(node)) return checkKeywords(IMPORT_PLAYBOOK.schema, node, IMPORT_PLAYBOOK.wording);
  return [
    ...checkKeywords(PLAY.schema, node, PLAY.wording).map((each) => looksLikeTask(each, node)),
    ...["pre_tasks", "tasks", "post_tasks"].flatMap((key) => checkTasks(listUnder(node, key))),
    ...checkTasks(listUnder(node, "handlers"), "handler"),
    ...checkRoleEntries(listUnder(node, "roles")),
    ...checkVariables(entryOf(node, "vars")?.value),
  ];
}

function isImport(node: MapNode): boolean {
  return node.entries.some((entry) => entry.key === "import_playbook" || entry.key === "ansible.builtin.import_playbook");
}

/** A file of tasks that is played as a playbook gives one odd error a key: say once what it is. */
function looksLikeTask(diagnostic: Diagnostic, node: MapNode): Diagnostic {
  const lacksHosts = diagnostic.code === "missing-keyword" && entryOf(node, "tasks") === undefined && entryOf(node, "roles") === undefined;
  return lacksHosts ? { ...diagnostic, hint: "Is this a file of tasks? Then name it in import_tasks, or put it under `tasks:` of a play" } : diagnostic;
}

/** Checks the entries of `roles`, and of `dependencies` in a role's meta/main.yml. */
export function checkRoleEntries(node: Node | undefined): readonly Diagnostic[] {
  return node?.kind === "list" ? node.items.flatMap(checkRoleEntry) : [];
}

function checkRoleEntry(node: Node): readonly Diagnostic[] {
  if (node.kind !== "map") return [];
  const named = entryOf(node, "role") ?? entryOf(node, "name");
  const missing = named === undefined ? [problemAt("missing-keyword", `a role entry needs "role"`, { place: node.place, hint: "Write `- role: common`" })] : [];
  return [...missing, ...checkKeywords(ROLE_ENTRY.schema, node, ROLE_ENTRY.wording)];
}

function listUnder(node: MapNode, key: string): Node | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "list" ? value : undefined;
}
