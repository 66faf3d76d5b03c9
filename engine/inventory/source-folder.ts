import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { warningAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { shownPath } from "#engine/load/read-text.js";
import type { InventoryBuilder } from "./builder.js";

/** What Ansible passes over in a folder of inventories (INVENTORY_IGNORE_EXTS, and what begins with a dot). */
const PASSED_OVER = /^\.|~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)$/;

/** Files that lie beside inventories and are none: keys, host keys, notes, templates. Ansible tries to read them, and warns. */
const NO_INVENTORY = /^(?:README|LICENSE|(?:ssh_)?known_hosts.*|id_[a-z0-9]+)$|\.(?:pub|pem|key|crt|j2|mustache)$/;

const VARS_FOLDERS: ReadonlySet<string> = new Set(["group_vars", "host_vars"]);

/** Reads all inventories in a folder and the folders in it, in the order of the alphabet. */
export function readFolder(builder: InventoryBuilder, dir: string, read: (path: string) => void): void {
  const files = filesIn(builder, dir);
  if (files.length === 0) builder.error("empty-inventory", `${shownPath(dir)} holds no inventory file`, undefined, emptyHint(dir));
  for (const file of files) read(file);
}

function filesIn(builder: InventoryBuilder, dir: string): readonly string[] {
  return readdirSync(dir).sort().flatMap((name): readonly string[] => {
    const path = join(dir, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (name.endsWith(".ini") && !name.startsWith(".")) builder.warnings.push(iniPassedOver(path));
    if (status === undefined || PASSED_OVER.test(name) || VARS_FOLDERS.has(name) || name === "vars_plugins") return [];
    if (!status.isDirectory()) return status.isFile() && !NO_INVENTORY.test(name) ? [path] : [];
    builder.warnings.push(...unreadVars(path, dir));
    return filesIn(builder, path);
  });
}

function iniPassedOver(path: string): Diagnostic {
  return warningAt("inventory-passed-over", `${shownPath(path)} is not read: in a folder of inventories Ansible passes over files ending in .ini`, { hint: `Rename it to have no ending, or name the file itself: -i ${shownPath(path)}` });
}

/** Variables of an inner folder do not count: a surprise, for its hosts do. */
function unreadVars(path: string, dir: string): readonly Diagnostic[] {
  return readdirSync(path).filter((name) => VARS_FOLDERS.has(name)).map((name) =>
    warningAt("unused-vars-folder", `${shownPath(join(path, name))} is not read: only ${name}/ beside what -i names counts`, { hint: `Name the inner folder: -i ${shownPath(path)}, in place of -i ${shownPath(dir)} or as well` }));
}

function emptyHint(dir: string): string {
  const ini = readdirSync(dir).find((name) => name.endsWith(".ini"));
  return ini === undefined ? "Put a hosts.yml into it" : `In a folder, files ending in .ini are passed over: rename ${ini}, or name it with -i`;
}
