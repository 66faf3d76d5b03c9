import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "#engine/core/diagnostic.js";

/** What a diagnostic about a name that is not known may be mended by: it has a message with the name in quotes, a place, and room for a hint. */
type Unknown = Pick<Diagnostic, "message" | "hint" | "place">;

/**
 * Says of a filter, test, lookup or module that tsplay does not know where Ansible would have found it: in a Python file beside the playbook or in a
 * role (Ansible: "Adding modules and plugins locally"). Nothing is looked for before there is such a diagnostic.
 */
export function namingPlugin<T extends Unknown>(code: string, diagnostic: T): T {
  const kind = KINDS[code];
  const name = kind && /"([^"]+)"/.exec(diagnostic.message)?.[1];
  if (kind === undefined || name === undefined || diagnostic.place === undefined) return diagnostic;
  const file = pluginFile(kind, name.slice(name.lastIndexOf(".") + 1), dirname(diagnostic.place.file));
  return file === undefined ? diagnostic : { ...diagnostic, hint: `${file} defines it, and tsplay runs no Python of playbooks: ${kind.wayOut}` };
}

interface Kind {
  /** Folders beside a playbook or in a role, and below a folder `plugins`. */
  readonly folders: readonly string[];
  /** Plugins of this kind are called as their file is; the others are listed in it. */
  readonly byFile: boolean;
  readonly wayOut: string;
}

const KINDS: Readonly<Partial<Record<string, Kind>>> = {
  "unknown-filter": { folders: ["filter_plugins", "plugins/filter", "plugins/filters"], byFile: false, wayOut: "write it with the filters that there are, or as a variable; what only a program can work out comes from `lookup('pipe', ...)`" },
  "unknown-test": { folders: ["test_plugins", "plugins/test", "plugins/tests"], byFile: false, wayOut: "write the condition as an expression" },
  "unknown-lookup": { folders: ["lookup_plugins", "plugins/lookup"], byFile: true, wayOut: "call a program that prints the value by `lookup('pipe', ...)`" },
  "unknown-module": { folders: ["library", "plugins/modules"], byFile: true, wayOut: "write it with the modules that there are, or call a program by `script` or `command`" },
};

/** From the folder of the file that uses it upwards, as roles and playbooks stand in each other; in all roles, since a role may use what another brings. */
function pluginFile(kind: Kind, name: string, from: string, levels = 6): string | undefined {
  const folders = kind.folders.flatMap((folder) => [join(from, folder), ...entries(join(from, "roles")).map((role) => join(from, "roles", role, folder))]);
  const found = folders.flatMap((folder) => entries(folder).map((file) => join(folder, file))).find((file) => defines(file, kind, name));
  if (found !== undefined) return found;
  const above = dirname(from);
  return above === from || levels === 0 ? undefined : pluginFile(kind, name, above, levels - 1);
}

function defines(file: string, { byFile }: Kind, name: string): boolean {
  if (byFile) return /([^/]*?)(?:\.py)?$/.exec(file)?.[1] === name;
  return file.endsWith(".py") && new RegExp(`["']${name.replace(/\W/g, "\\$&")}["']`).test(textOf(file));
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
