import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import type { FileKind } from "./lint-file.js";

/** The folders of a role that make a folder one. */
const ROLE_PARTS = ["tasks", "handlers", "defaults", "vars", "meta", "templates"] as const;

/** The role that a file belongs to: the nearest folder above that holds the part of a role the file lies in, and another sign of being a role. */
export function roleOf(path: string): string | undefined {
  for (let dir = dirname(path); dir !== dirname(dir); dir = dirname(dir)) {
    if (!(ROLE_PARTS as readonly string[]).includes(basename(dir))) continue;
    const role = dirname(dir);
    if (basename(dirname(role)) === "roles" || ["tasks", "meta", "defaults"].some((part) => existsSync(join(role, part, "main.yml")) || existsSync(join(role, part, "main.yaml")))) return role;
  }
  return undefined;
}

/** What a file is for, by its place. undefined: its content must tell. */
export function kindByPlace(path: string, role: string | undefined): FileKind | undefined {
  if (/\.(?:j2|mustache)$/.test(path)) return "template";
  if (/\/(?:group_vars|host_vars)\//.test(path)) return "vars";
  if (path.endsWith(".ini")) return /\/inventor(?:y|ies)\/|\/hosts\.ini$|\/inventory\.ini$/.test(path) ? "ini-inventory" : "other";
  if (!/\.ya?ml$/.test(path)) return "ini-inventory";
  if (role === undefined && /(?:^|\/)(?:vars|defaults)(?:\/[^/]+|[-_]\w+)?\.ya?ml$/.test(path)) return "vars";
  return role === undefined ? undefined : kindInRole(path.slice(role.length + 1));
}

function kindInRole(inside: string): FileKind | undefined {
  const part = inside.split("/")[0];
  switch (part) {
    case "tasks": case "handlers": case "defaults": case "vars": return part;
    case "templates": return "template";
    case "meta": return /^meta\/argument_specs\.ya?ml$/.test(inside) ? "argument-specs" : /^meta\/main\.ya?ml$/.test(inside) ? "meta" : "other";
    default: return undefined;
  }
}

/** What a YAML file is for, by its content. */
export function kindByContent(path: string, node: Node | undefined): FileKind {
  if (node === undefined || node.kind === "scalar") return "other";
  if (node.kind === "list") return kindOfList(path, node.items);
  if (isInventory(path, node)) return "inventory";
  return /\/(?:vars|defaults)\//.test(path) || /vars?\.ya?ml$/.test(path) ? "vars" : "other";
}

function kindOfList(path: string, items: readonly Node[]): FileKind {
  const maps = items.filter((item) => item.kind === "map");
  if (maps.some(isPlay)) return "playbook";
  if (path.includes("/handlers/")) return "handlers";
  return /\/(?:tasks|includes?|partials)\//.test(path) || maps.some(isTask) ? "tasks" : "other";
}

function isPlay(map: MapNode): boolean {
  return ["hosts", "import_playbook", "ansible.builtin.import_playbook"].some((key) => entryOf(map, key) !== undefined);
}

/** A list of such dictionaries can hardly be anything but tasks. */
function isTask(map: MapNode): boolean {
  if (["block", "register", "become", "notify", "delegate_to"].some((key) => entryOf(map, key) !== undefined)) return true;
  return map.entries.some(({ key }) => /^(?:ansible\.(?:builtin|posix|legacy)|community\.\w+)\.\w+$|^(?:include|import)_(?:tasks|role)$/.test(key));
}

/** Groups by name, each with nothing but hosts, children and vars; one of them must have hosts. Other programs have a key of that name too. */
function isInventory(path: string, map: MapNode): boolean {
  const called = entryOf(map, "all") !== undefined || /\/inventor(?:y|ies)\//.test(path) || /^(?:hosts|inventory)/.test(basename(path));
  const groups = map.entries.map(({ value }) => value);
  const shaped = groups.every((group) => group.kind === "map" ? group.entries.every(({ key }) => ["hosts", "children", "vars"].includes(key)) : group.kind === "scalar" && group.value === null);
  return shaped && groups.some((group) => group.kind === "map" && ["hosts", "children"].some((key) => called ? entryOf(group, key) !== undefined : entryOf(group, key)?.value.kind === "map"));
}
