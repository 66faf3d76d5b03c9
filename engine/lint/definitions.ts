import type { MapEntry, MapNode, Node } from "#engine/core/node.js";
import type { Inventory } from "#engine/inventory/inventory.js";
import { isTemplate } from "#engine/language/playbook-string.js";
import { roleEntryKeywords } from "#engine/schema/keywords.js";
import type { FileKind, LintFile, LintTask } from "./lint-file.js";
import { entriesOf, itemsAt, mapAt, textAt, valueAt } from "./nodes.js";

/** What is defined so far. */
export interface Definitions {
  readonly written: Map<string, Node[]>;
  readonly made: Set<string>;
  open: boolean;
}

/** Adds what a file defines. */
export function definitionsOf(file: LintFile, all: Definitions): void {
  OF_KIND[file.kind]?.(file.node, all);
  for (const task of file.tasks) addTask(task, all);
}

const OF_KIND: Partial<Record<FileKind, (node: Node | undefined, all: Definitions) => void>> = {
  vars: addMap,
  defaults: addMap,
  "argument-specs": (node, all) => {
    const options = entriesOf(node).filter(({ key }) => key === "options").flatMap(({ value }) => value.kind === "map" ? value.entries : []);
    for (const { key } of options) all.made.add(key);
  },
  inventory: (node, all) => { for (const { key, value } of entriesOf(node)) addInventoryPart(key, value, all); },
  meta: (node, all) => { for (const entry of itemsAt(asMap(node), "dependencies")) addRoleEntry(entry, all); },
  playbook: (node, all) => { for (const play of node?.kind === "list" ? node.items : []) addPlay(play, all); },
};

/** Adds the variables of an inventory as the engine reads it: INI files, and what lies in its group_vars and host_vars. */
export function inventoryDefinitions(inventory: Inventory, all: Definitions): void {
  for (const host of inventory.hosts) {
    for (const layer of inventory.layersOf(host)) {
      if ("vars" in layer) addMap(layer.vars, all);
      else if ("values" in layer) for (const name of Object.keys(layer.values)) all.made.add(name);
    }
  }
}

function asMap(node: Node | undefined): MapNode | undefined {
  return node?.kind === "map" ? node : undefined;
}

function addMap(node: Node | undefined, all: Definitions): void {
  for (const entry of node?.kind === "map" ? node.entries : []) addEntry(entry, all);
}

function addEntry({ key, value }: MapEntry, all: Definitions): void {
  const known = all.written.get(key);
  if (known === undefined) all.written.set(key, [value]);
  else if (!known.includes(value)) known.push(value);
}

function addInventoryPart(key: string, value: Node, all: Definitions): void {
  if (value.kind !== "map") return;
  if (key === "vars") addMap(value, all);
  if (key === "hosts") for (const host of value.entries) addMap(host.value, all);
}

function addPlay(play: Node, all: Definitions): void {
  if (play.kind !== "map") return;
  addMap(valueAt(play, "vars"), all);
  for (const prompt of itemsAt(play, "vars_prompt")) {
    const name = textAt(asMap(prompt), "name");
    if (name !== undefined) all.made.add(name);
  }
  for (const entry of itemsAt(play, "roles")) addRoleEntry(entry, all);
  if (itemsAt(play, "vars_files").some((node) => node.kind === "scalar" && isTemplate(String(node.value)))) all.open = true;
}

/** `- {role: x, port: 80, vars: {...}}`: what is no keyword is a parameter of the role. */
function addRoleEntry(node: Node, all: Definitions): void {
  if (node.kind !== "map") return;
  addMap(valueAt(node, "vars"), all);
  for (const entry of node.entries) if (!roleEntryKeywords.has(entry.key)) addEntry(entry, all);
}

function addTask(task: LintTask, all: Definitions): void {
  for (const map of [...task.around, task.map]) addMap(valueAt(map, "vars"), all);
  const control = mapAt(task.map, "loop_control");
  for (const name of [textAt(task.map, "register"), textAt(control, "loop_var"), textAt(control, "index_var")]) if (name !== undefined) all.made.add(name);
  if (task.map.entries.some(({ key }) => key === "loop" || key.startsWith("with_"))) for (const name of ["item", "ansible_loop"]) all.made.add(name);
  addAction(task, all);
}

function addAction({ name, action, args, role }: LintTask, all: Definitions): void {
  const given = args ?? asMap(action?.value);
  if (name === "set_fact" || name === "add_host") addFacts(given, action, all);
  if (name === "include_vars") addIncluded(given, { action, role }, all);
  if (/^(?:include|import)_(?:role|tasks)$/.test(name)) addMap(mapAt(mapAt(given, "apply"), "vars"), all);
}

/** Keys of set_fact and add_host are variables, those that are other parameters too: that does no harm here. */
function addFacts(given: MapNode | undefined, action: MapEntry | undefined, all: Definitions): void {
  for (const entry of given?.entries ?? []) {
    if (isTemplate(entry.key)) all.open = true;
    else all.made.add(entry.key);
  }
  if (given === undefined && action?.value.kind === "scalar") for (const [, name] of String(action.value.value).matchAll(/(?:^|\s)([A-Za-z_]\w*)=/g)) if (name !== undefined) all.made.add(name);
}

/** Files of variables are found by their place; one whose name is a template and that lies outside a vars folder may define anything. */
function addIncluded(given: MapNode | undefined, { action, role }: Pick<LintTask, "action" | "role">, all: Definitions): void {
  const name = textAt(given, "name");
  if (name !== undefined) all.made.add(name);
  const file = action?.value.kind === "scalar" ? String(action.value.value) : textAt(given, "file") ?? textAt(given, "dir") ?? "";
  // A role's own files all lie in its vars/, and are read in any case.
  const anywhere = isTemplate(file) && (role === undefined || /\}\}\/|^\{\{[^}]*\bdir\b|^\//.test(file));
  all.open ||= anywhere || valueAt(given, "dir") !== undefined;
}
